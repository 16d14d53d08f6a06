import type { Queries } from '../../../platform/database/queries';
import type { Trx } from '../../../platform/database/in-transaction';
import { type StoredInstant, toDate, toInteger } from '../../../platform/database/rows';

/** Until when users are told today: lots that end in (at, until]. */
export interface Horizon {
  at: Date;
  until: Date;
}

/** Points of a user that end soon and were not announced yet. */
export interface EndingPoints {
  userId: number;
  points: number;
  /** When the first of them end; exclusive. */
  firstEndsAt: Date;
}

const sumUnannounced = (db: Queries | Trx, { at, until }: Horizon) =>
  db('points_lots as l')
    .join('points_accounts as a', 'a.user_id', 'l.user_id')
    .where('l.remaining', '>', 0)
    .andWhere('l.expires_at', '>', at)
    .andWhere('l.expires_at', '<=', until)
    .andWhereRaw('(a.reminded_until is null or l.expires_at > a.reminded_until)')
    .groupBy('l.user_id');

/** Users to be told, in the order of their ids. */
export async function usersToRemind(
  db: Queries,
  page: Horizon & { afterUser: number; limit: number },
): Promise<number[]> {
  const rows = (await sumUnannounced(db, page)
    .andWhere('l.user_id', '>', page.afterUser)
    .orderBy('l.user_id')
    .limit(page.limit)
    .select('l.user_id')) as { user_id: number }[];
  return rows.map((row) => row.user_id);
}

/** What these users, whose accounts are locked, have yet to be told; marked as told in one go, so that nobody is told twice. */
export async function takeReminders(trx: Trx, userIds: readonly number[], horizon: Horizon): Promise<EndingPoints[]> {
  const rows = (await sumUnannounced(trx, horizon)
    .whereIn('l.user_id', userIds)
    .orderBy('l.user_id')
    .select('l.user_id')
    .sum({ points: 'l.remaining' })
    .min({ ends: 'l.expires_at' })) as { user_id: number; points: unknown; ends: StoredInstant }[];
  await trx('points_accounts').whereIn('user_id', userIds).update({ reminded_until: horizon.until });
  return rows.map((row) => ({ userId: row.user_id, points: toInteger(row.points), firstEndsAt: toDate(row.ends) }));
}
