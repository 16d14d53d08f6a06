import type { Knex } from 'knex';
import { type Fen, fen } from '../../../domain/shared/fen';
import type { Trx } from '../../../platform/database/in-transaction';
import { newRow, type StoredInstant, toInteger } from '../../../platform/database/rows';
import type { MovementRow } from './money-movements';

/** One thing a settlement consists of; never changed once written. Amounts in fen, negative when they take away. */
export interface NewLine {
  settlement_id: number;
  merchant_id: number;
  /** `share`: corrects what counts as paid through WeChat. */
  kind: 'payment' | 'refund' | 'share';
  happened_at: Date;
  order_no: string;
  /** Our number of the payment or the refund, the split's of a share. */
  number: string;
  amount: number;
  /** What the shop keeps of the payment, or gives up for the refund. */
  commission: number;
  /** What of amount − commission goes to the merchant through WeChat. */
  shared: number;
  payment_id: number;
  refund_id: number | null;
  /** Tells several shares of a payment apart. */
  sequence: number;
}

export type SettlementLineRow = Omit<NewLine, 'happened_at'> & { id: number; happened_at: StoredInstant };

/** SQLite takes no more than some thousand values in one statement. */
const ROWS_PER_INSERT = 50;

/** Writes lines. The indexes let each payment and refund into one settlement only. */
export async function insertLines(trx: Trx, lines: readonly NewLine[], at: Date): Promise<void> {
  for (let start = 0; start < lines.length; start += ROWS_PER_INSERT) {
    const rows = lines.slice(start, start + ROWS_PER_INSERT).map((line) => ({ ...newRow(at), ...line }));
    await trx('settlement_lines').insert(rows);
  }
}

/** What settlements have taken of the refunds of the payments that are refunded here, by payment. */
export async function takenRefundsOf(trx: Trx, movements: readonly MovementRow[]): Promise<Map<number, Fen>> {
  const paymentIds = new Set(movements.flatMap((row) => (row.kind === 'refund' ? [row.payment_id] : [])));
  const rows = await inSlices([...paymentIds], (ids) =>
    trx('settlement_lines')
      .where({ kind: 'refund' })
      .whereIn('payment_id', ids)
      .groupBy('payment_id')
      .select('payment_id')
      .sum('amount as total'),
  );
  return new Map(
    (rows as { payment_id: number; total: unknown }[]).map((row) => [row.payment_id, fen(-toInteger(row.total))]),
  );
}

export interface KnownShares {
  /** The last one of each payment that has any. */
  sequences: Map<number, number>;
  /** Payments of which a correction has said all there was to say; settlements from before there were lines hold none. */
  corrected: Set<number>;
}

/** The lines of kind `share` that payments have. */
export async function knownShares(trx: Trx, paymentIds: readonly number[]): Promise<KnownShares> {
  const rows = (await inSlices([...new Set(paymentIds)], (ids) =>
    trx('settlement_lines as l')
      .join('settlements as s', 's.id', 'l.settlement_id')
      .where('l.kind', 'share')
      .whereIn('l.payment_id', ids)
      .groupBy('l.payment_id')
      .select('l.payment_id')
      .max('l.sequence as sequence')
      .count('s.deducted_amount as corrections'),
  )) as { payment_id: number; sequence: number; corrections: unknown }[];
  return {
    sequences: new Map(rows.map((row) => [row.payment_id, row.sequence])),
    corrected: new Set(rows.flatMap((row) => (toInteger(row.corrections) > 0 ? [row.payment_id] : []))),
  };
}

export interface SettlementSums {
  settlement_id: number;
  paid: unknown;
  refunded: unknown;
  commission: unknown;
  shared: unknown;
  orders: unknown;
  refunds: unknown;
}

/** What the lines of settlements sum to. */
export async function sumsOfLines(trx: Trx, settlementIds: readonly number[]): Promise<SettlementSums[]> {
  return (await inSlices(settlementIds, (ids) =>
    sumsBySettlement(trx).whereIn('settlement_id', ids),
  )) as SettlementSums[];
}

const when = (kind: NewLine['kind'], value: string): string => `case when kind = '${kind}' then ${value} else 0 end`;

/** The sums of all settlements, as `paid`, `refunded`, `commission`, `shared`, `orders` and `refunds`. */
export const sumsBySettlement = (connection: Knex): Knex.QueryBuilder =>
  connection('settlement_lines')
    .groupBy('settlement_id')
    .select('settlement_id')
    .select(
      connection.raw(
        `sum(${when('payment', 'amount')}) as paid, sum(${when('refund', '-amount')}) as refunded,
         sum(commission) as commission, sum(shared) as shared,
         sum(${when('payment', '1')}) as orders, sum(${when('refund', '1')}) as refunds`,
      ),
    );

const IDS_PER_QUERY = 500;

async function inSlices(
  ids: readonly number[],
  query: (slice: number[]) => PromiseLike<unknown[]>,
): Promise<unknown[]> {
  const rows: unknown[] = [];
  for (let start = 0; start < ids.length; start += IDS_PER_QUERY)
    rows.push(...(await query(ids.slice(start, start + IDS_PER_QUERY))));
  return rows;
}
