import type { EndedLot } from '../../../domain/points/expire-lots';
import type { Queries } from '../../../platform/database/queries';
import type { Trx } from '../../../platform/database/in-transaction';
import { type StoredInstant, toDate, toInteger } from '../../../platform/database/rows';

/** Where an ended lot stands in the order of expiry. */
export interface LotPlace {
  id: number;
  userId: number;
  expiresAt: Date;
}

/** A page of lots that have ended and still hold points, longest ended first. */
export async function pageOfEndedLots(
  db: Queries,
  page: { at: Date; after: LotPlace | null; limit: number },
): Promise<LotPlace[]> {
  const query = db('points_lots')
    .where('remaining', '>', 0)
    .andWhere('expires_at', '<=', page.at)
    .whereNotNull('user_id');
  if (page.after) query.andWhereRaw('(expires_at, id) > (?, ?)', [page.after.expiresAt, page.after.id]);
  const rows = (await query
    .orderBy([{ column: 'expires_at' }, { column: 'id' }])
    .limit(page.limit)
    .select('id', 'user_id', 'expires_at')) as { id: number; user_id: number; expires_at: StoredInstant }[];
  return rows.map((row) => ({ id: row.id, userId: row.user_id, expiresAt: toDate(row.expires_at) }));
}

/** Those of the lots that are still to be expired, read with their accounts locked. */
export async function stillEnded(
  trx: Trx,
  lots: { ids: readonly number[]; userIds: readonly number[]; at: Date },
): Promise<EndedLot[]> {
  const earlier = trx('points_records')
    .where({ type: 'expire' })
    .andWhere('lot_id', trx.ref('l.id'))
    .count('*')
    .as('times_expired');
  const rows = (await trx('points_lots as l')
    .whereIn('l.id', lots.ids)
    .whereIn('l.user_id', lots.userIds)
    .andWhere('l.remaining', '>', 0)
    .andWhere('l.expires_at', '<=', lots.at)
    .orderBy('l.id')
    .select('l.id', 'l.user_id', 'l.remaining', earlier)) as {
    id: number;
    user_id: number;
    remaining: number;
    times_expired: unknown;
  }[];
  return rows.map((row) => ({
    id: row.id,
    userId: row.user_id,
    remaining: row.remaining,
    timesExpired: toInteger(row.times_expired),
  }));
}

/** Takes what the lots hold out of them and out of their accounts, two statements for any number of lots. */
export async function emptyLots(trx: Trx, lotIds: readonly number[], at: Date): Promise<void> {
  const holes = lotIds.map(() => '?').join(', ');
  await trx.raw(
    `update points_accounts
        set available = available - ended.points, expired = expired + ended.points, version = version + 1, updated_at = ?
       from (select user_id, sum(remaining) as points from points_lots where id in (${holes}) group by user_id) as ended
      where points_accounts.user_id = ended.user_id`,
    [at, ...lotIds],
  );
  await trx('points_lots').whereIn('id', lotIds).update({ remaining: 0, updated_at: at });
}
