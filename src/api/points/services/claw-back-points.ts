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

export interface ClawBackPoints {
  /**
   * Takes back points that an order earned, in the refund's transaction: what the account has, and the rest as debt that later
   * points pay. The ledger entry carries the whole.
   */
  (trx: Trx, reversal: PointsReversal): Promise<void>;
}

interface LotRow {
  id: number;
  remaining: number;
  expires_at: StoredInstant;
  order_no: string | null;
}

export default (): ClawBackPoints =>
  async (trx, { userId, orderNo, operationNo, points, at }) => {
    if (points === 0) return;
    const account = await lockAccount(trx, userId, at);
    const idempotencyKey = `clawback:${operationNo}`;
    if (await hasEntry(trx, idempotencyKey)) return;
    const { fromAvailable, toDebt } = clawBack(points, account.available);
    const lots = (await trx('points_lots')
      .where({ user_id: userId })
      .andWhere('remaining', '>', 0)
      .orderBy('id')
      .select('id', 'remaining', 'expires_at', 'order_no')) as LotRow[];
    const taken = clawBackLots(
      lots.map((lot) => ({
        id: lot.id,
        remaining: lot.remaining,
        expiresAt: toDateOrNull(lot.expires_at),
        isOwn: lot.order_no === orderNo,
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
      description: toDebt > 0 ? `退款收回 ${points} 积分，其中 ${toDebt} 积分记为欠账` : `退款收回 ${points} 积分`,
      at,
    });
  };
