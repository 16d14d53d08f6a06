import { clawBack } from '../../../domain/points/clawback';
import { clawBackLots } from '../../../domain/points/claw-back-lots';
import type { Trx } from '../../../platform/database/in-transaction';
import { type StoredInstant, toDateOrNull } from '../../../platform/database/rows';
import { balanceOf, changeAccount, lockAccount } from '../store/account';
import { appendEntry, hasEntry } from '../store/ledger';
import { takeFromLots } from '../store/lots';
import type { PointsReversal } from './return-points';

declare module '../../../platform/get-service' {
  interface Services {
    'api::points.claw-back-points': ClawBackPoints;
  }
}

export interface Clawback extends Omit<PointsReversal, 'orderNo'> {
  /** The order that the points came from; null when its number is not the user's to see. */
  orderNo: string | null;
  /** Key of the award that is undone, as `award-points` was given it; without one, everything the order brought is meant. */
  awardKey?: string;
  /** What the user reads before the number of points. */
  reason?: string;
}

export interface ClawBackPoints {
  /**
   * Takes back points that an order earned, or that were given for something that is undone with it: what the account has, and the
   * rest as debt that later points pay. The ledger entry carries the whole. The same operation counts once.
   */
  (trx: Trx, clawback: Clawback): Promise<void>;
}

interface LotRow {
  id: number;
  remaining: number;
  expires_at: StoredInstant;
  order_no: string | null;
  award_key: string;
}

export default (): ClawBackPoints => async (trx, clawback) => {
  const { userId, orderNo, operationNo, points, reason = '退款收回', at } = clawback;
  if (points === 0) return;
  const account = await lockAccount(trx, userId, at);
  const idempotencyKey = `clawback:${operationNo}`;
  if (await hasEntry(trx, idempotencyKey)) return;
  const { fromAvailable, toDebt } = clawBack(points, account.available);
  const lots = (await trx('points_lots')
    .where({ user_id: userId })
    .andWhere('remaining', '>', 0)
    .orderBy('id')
    .select('id', 'remaining', 'expires_at', 'order_no', 'award_key')) as LotRow[];
  const taken = clawBackLots(
    lots.map((lot) => ({
      id: lot.id,
      remaining: lot.remaining,
      expiresAt: toDateOrNull(lot.expires_at),
      isOwn: isOwn(lot, clawback),
    })),
    fromAvailable,
  );
  await takeFromLots(trx, taken, at);
  const changed = await changeAccount(trx, account, { available: -fromAvailable, debt: toDebt, total: -points, at });
  await appendEntry(trx, {
    userId,
    change: -points,
    balanceAfter: balanceOf(changed),
    type: 'clawback',
    source: 'after_sale',
    idempotencyKey,
    orderNo,
    description: toDebt > 0 ? `${reason} ${points} 积分，其中 ${toDebt} 积分记为欠账` : `${reason} ${points} 积分`,
    at,
  });
};

const isOwn = (lot: LotRow, { orderNo, awardKey }: Clawback): boolean =>
  awardKey === undefined ? lot.order_no === orderNo : lot.award_key.startsWith(`${awardKey}:`);
