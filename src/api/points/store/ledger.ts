import type { Knex } from 'knex';
import type { Trx } from '../../../platform/database/in-transaction';
import { rowChunks } from '../../../platform/database/row-chunks';
import { newRow } from '../../../platform/database/rows';

export type RecordType =
  'award' | 'deduct' | 'redeem' | 'refund_return' | 'clawback' | 'expire' | 'adjust' | 'freeze' | 'unfreeze';

export interface LedgerEntry {
  userId: number;
  /** Signed points; 0 for freeze and unfreeze, which move points without changing what the user owns. */
  change: number;
  balanceAfter: number;
  type: RecordType;
  source: string;
  /** Unique: the same operation can never be written twice. */
  idempotencyKey: string;
  orderNo?: string | null;
  ruleId?: number | null;
  lotId?: number | null;
  /** The entry that this one takes back. */
  reversesId?: number | null;
  /** Points that a refund should take back and leaves, because they have expired. */
  waived?: number;
  expiresAt?: Date | null;
  description: string;
  /** Who did it by hand, as the audit log names people. */
  operator?: string;
  at: Date;
}

/**
 * Appends an entry. Ask `hasEntry` first, with the account locked; should two writers still meet, the unique key throws and
 * the whole transaction is undone.
 * @param entry.lot finds the id of the lot, instead of `lotId`
 */
export async function appendEntry(
  trx: Trx,
  { lot, ...entry }: LedgerEntry & { lot?: Knex.QueryBuilder | null },
): Promise<void> {
  await trx('points_records').insert({ ...rowOf(entry), ...(lot ? { lot_id: lot } : {}) });
}

/**
 * Appends many entries with few statements, in the order given. PostgreSQL gets them as one JSON parameter: a thousand entries are
 * thirteen thousand parameters otherwise, and the driver then works longer than the database.
 */
export async function appendEntries(
  trx: Trx,
  entries: readonly LedgerEntry[],
  { isPostgres }: { isPostgres: boolean },
): Promise<void> {
  const rows = entries.map(rowOf);
  const [first] = rows;
  if (!first) return;
  if (!isPostgres) {
    for (const chunk of rowChunks(rows)) await trx('points_records').insert(chunk);
    return;
  }
  const columns = Object.keys(first);
  const names = columns.map(() => '??').join(', ');
  await trx.raw(
    `insert into points_records (${names}) select ${names} from json_populate_recordset(null::points_records, ?)`,
    [...columns, ...columns, JSON.stringify(rows)],
  );
}

const rowOf = (entry: LedgerEntry) => ({
  ...newRow(entry.at),
  user_id: entry.userId,
  change: entry.change,
  balance_after: entry.balanceAfter,
  type: entry.type,
  source: entry.source,
  order_no: entry.orderNo ?? null,
  rule_id: entry.ruleId ?? null,
  lot_id: entry.lotId ?? null,
  reverses_id: entry.reversesId ?? null,
  waived: entry.waived ?? 0,
  expires_at: entry.expiresAt ?? null,
  description: entry.description,
  operator: entry.operator ?? null,
  idempotency_key: entry.idempotencyKey,
});

/** Whether an operation is in the ledger already; ask with the account locked. */
export async function hasEntry(trx: Trx, idempotencyKey: string): Promise<boolean> {
  const row: unknown = await trx('points_records').where({ idempotency_key: idempotencyKey }).first('id');
  return row !== undefined;
}
