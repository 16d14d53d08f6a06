import type { Queries } from '../../../platform/database/queries';
import { type StoredInstant, toInteger } from '../../../platform/database/rows';

export interface Balance {
  available: number;
  frozen: number;
  total: number;
  used: number;
  expired: number;
  debt: number;
}

/** The account row of a user; zeros for somebody who never had points. */
export async function readBalance(db: Queries, userId: number): Promise<Balance> {
  const row = (await db('points_accounts')
    .where({ user_id: userId })
    .first('available', 'frozen', 'total', 'used', 'expired', 'debt')) as Balance | undefined;
  return row ?? { available: 0, frozen: 0, total: 0, used: 0, expired: 0, debt: 0 };
}

/** Available points of these users, by row id; who never had points is missing. */
export async function readAvailable(db: Queries, userIds: readonly number[]): Promise<Map<number, number>> {
  if (userIds.length === 0) return new Map();
  const rows = (await db('points_accounts').whereIn('user_id', userIds).select('user_id', 'available')) as {
    user_id: number;
    available: number;
  }[];
  return new Map(rows.map(({ user_id: userId, available }) => [userId, available]));
}

/** Points left in lots that have ended (but were not swept yet) and in lots that end by `before`. */
export async function readEndingLots(
  db: Queries,
  userId: number,
  span: { at: Date; before: Date },
): Promise<{ ended: number; ending: number }> {
  const sumUntil = async (from: Date | null, until: Date): Promise<number> => {
    const query = db('points_lots').where({ user_id: userId }).andWhere('remaining', '>', 0);
    if (from) query.andWhere('expires_at', '>', from);
    const row = (await query.andWhere('expires_at', '<=', until).sum({ points: 'remaining' }).first()) as
      { points: unknown } | undefined;
    return toInteger(row?.points);
  };
  return { ended: await sumUntil(null, span.at), ending: await sumUntil(span.at, span.before) };
}

export interface RecordRow {
  id: number;
  document_id: string;
  type: string;
  change: number;
  balance_after: number;
  source: string;
  order_no: string | null;
  description: string | null;
  expires_at: StoredInstant;
  created_at: StoredInstant;
}

/** Ledger entries, newest first, one more than asked for. */
export async function listRecords(
  db: Queries,
  page: { userId: number; type: string | null; before: number | null; limit: number },
): Promise<RecordRow[]> {
  const query = db('points_records').where({ user_id: page.userId });
  if (page.type !== null) query.andWhere({ type: page.type });
  if (page.before !== null) query.andWhere('id', '<', page.before);
  return (await query
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .select('*')) as RecordRow[];
}

export interface QuarterHour {
  type: string;
  /** First instant of the quarter of an hour. */
  startsAt: Date;
  count: number;
  earned: number;
  spent: number;
}

const QUARTER_MS = 900_000;

/**
 * Ledger sums by type and quarter of an hour in [from, until). Every zone's days begin on a quarter of an hour, so the caller can
 * add these up to days of any zone, clock changes included – which neither database could do alike.
 */
export async function sumByQuarterHour(
  db: Queries,
  userId: number,
  span: { from: Date; until: Date; isPostgres: boolean },
): Promise<QuarterHour[]> {
  // PostgreSQL keeps timestamps without a zone, written in UTC; SQLite keeps epoch milliseconds.
  const quarter = span.isPostgres
    ? `floor(extract(epoch from created_at) / ${QUARTER_MS / 1000})`
    : `created_at / ${QUARTER_MS}`;
  const rows = (await db('points_records')
    .where({ user_id: userId })
    .andWhere('created_at', '>=', span.from)
    .andWhere('created_at', '<', span.until)
    .groupBy('type', db.raw(quarter))
    .select('type', db.raw(`${quarter} as quarter`), db.raw('count(*) as count'))
    .select(db.raw('sum(case when change > 0 then change else 0 end) as earned'))
    .select(db.raw('sum(case when change < 0 then -change else 0 end) as spent'))) as {
    type: string;
    quarter: unknown;
    count: unknown;
    earned: unknown;
    spent: unknown;
  }[];
  return rows.map((row) => ({
    type: row.type,
    startsAt: new Date(toInteger(row.quarter) * QUARTER_MS),
    count: toInteger(row.count),
    earned: toInteger(row.earned),
    spent: toInteger(row.spent),
  }));
}
