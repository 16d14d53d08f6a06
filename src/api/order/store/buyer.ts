import type { Knex } from 'knex';
import { type Bps, bps, WHOLE_BPS } from '../../../domain/shared/basis-points';
import { toInteger } from '../../../platform/database/rows';

/** What pricing needs to know of the person who buys. */
export interface BuyerFacts {
  userId: number;
  levelName: string | null;
  levelThreshold: number;
  discountBps: Bps;
  hasFreeFreight: boolean;
  multiplierBps: Bps;
  /** What can be used now: nothing of a frozen account, and nothing that has ended. */
  pointsAvailable: number;
  isPointsFrozen: boolean;
}

interface BuyerRow {
  level_name: string | null;
  growth_threshold: number | null;
  discount_percent: number | null;
  free_freight: boolean | number | null;
  points_multiplier_bps: number | null;
  available: number | null;
  account_state: string | null;
  ended: unknown;
}

/**
 * Level benefits and points balance of a user. The lock is a statement of its own: a statement that waits for a row goes on with
 * the rows it had joined before it waited, and a buyer whose level changed meanwhile would have none.
 * @param options.at the moment of the purchase: lots that have ended by then count as gone, also before the job has swept them
 * @param options.isLocked locks the user's row until the transaction ends, so that one user's orders are placed one by one
 */
export async function loadBuyer(
  connection: Knex,
  userId: number,
  options: { at: Date; isLocked?: boolean },
): Promise<BuyerFacts> {
  if (options.isLocked) await lockBuyer(connection, userId);
  const ended = connection('points_lots')
    .where('user_id', connection.ref('u.id'))
    .andWhere('remaining', '>', 0)
    .andWhere('expires_at', '<=', options.at)
    .sum('remaining')
    .as('ended');
  const row = (await connection('up_users as u')
    .leftJoin('member_levels as l', 'l.id', 'u.level_id')
    .leftJoin('points_accounts as p', 'p.user_id', 'u.id')
    .where('u.id', userId)
    .first(
      'l.name as level_name',
      'l.growth_threshold',
      'l.discount_percent',
      'l.free_freight',
      'l.points_multiplier_bps',
      ...['p.available', 'p.state as account_state'],
      ended,
    )) as BuyerRow | undefined;
  const isPointsFrozen = row?.account_state === 'frozen';
  return {
    userId,
    levelName: row?.level_name ?? null,
    levelThreshold: row?.growth_threshold ?? 0,
    discountBps: bps((row?.discount_percent ?? 0) * 100),
    hasFreeFreight: Boolean(row?.free_freight),
    multiplierBps: row?.points_multiplier_bps ? bps(row.points_multiplier_bps) : WHOLE_BPS,
    pointsAvailable: isPointsFrozen ? 0 : Math.max(0, (row?.available ?? 0) - toInteger(row?.ended)),
    isPointsFrozen,
  };
}

/** Locks a user until the transaction ends; it comes before the points account in the order of locks. */
export async function lockBuyer(trx: Knex, userId: number): Promise<void> {
  await trx('up_users').where({ id: userId }).forNoKeyUpdate().select('id');
}
