import type { Queries } from '../../../platform/database/queries';
import type { Trx } from '../../../platform/database/in-transaction';
import { type StoredInstant, toDate, toInteger } from '../../../platform/database/rows';

/** Until when users are told today: lots that end in (at, until]. */
export interface Horizon {
  at: Date;
  until: Date;
}

/** Points of a user that end soon, in lots that were not announced yet. */
export interface EndingPoints {
  userId: number;
  points: number;
  /** When the first of them end; exclusive. */
  firstEndsAt: Date;
}

/** Each lot remembers for itself: points that come back end in a week, on a day that may have been announced this morning. */
const unannounced = (db: Queries | Trx, { at, until }: Horizon) =>
  db('points_lots')
    .where('remaining', '>', 0)
    .andWhere('expires_at', '>', at)
    .andWhere('expires_at', '<=', until)
    .whereNull('reminded_at');

/** Users to be told, in the order of their ids. */
export async function usersToRemind(
  db: Queries,
  page: Horizon & { afterUser: number; limit: number },
): Promise<number[]> {
  const rows = (await unannounced(db, page)
    .andWhere('user_id', '>', page.afterUser)
    .groupBy('user_id')
    .orderBy('user_id')
    .limit(page.limit)
    .select('user_id')) as { user_id: number }[];
  return rows.map((row) => row.user_id);
}

/** What these users, whose accounts are locked, have yet to be told; marked as told in one go, so that nobody is told twice. */
export async function takeReminders(trx: Trx, userIds: readonly number[], horizon: Horizon): Promise<EndingPoints[]> {
  const rows = (await unannounced(trx, horizon)
    .whereIn('user_id', userIds)
    .groupBy('user_id')
    .orderBy('user_id')
    .select('user_id')
    .sum({ points: 'remaining' })
    .min({ ends: 'expires_at' })) as { user_id: number; points: unknown; ends: StoredInstant }[];
  await unannounced(trx, horizon).whereIn('user_id', userIds).update({ reminded_at: horizon.at });
  return rows.map((row) => ({ userId: row.user_id, points: toInteger(row.points), firstEndsAt: toDate(row.ends) }));
}
