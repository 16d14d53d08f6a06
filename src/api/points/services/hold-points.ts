import { allocateFromLots } from '../../../domain/points/spend-lots';
import { checkPointsOffer } from '../../../domain/pricing/redeem-points';
import type { Trx } from '../../../platform/database/in-transaction';
import { rowChunks } from '../../../platform/database/row-chunks';
import { newRow } from '../../../platform/database/rows';
import { unwrap } from '../../../platform/errors/unwrap';
import { accountIsFrozen, balanceOf, changeAccount, lockAccount } from '../store/account';
import { appendEntry } from '../store/ledger';
import { filledLots, takeFromLots } from '../store/lots';

declare module '../../../platform/get-service' {
  interface Services {
    'api::points.hold-points': HoldPoints;
  }
}

export interface HoldRequest {
  userId: number;
  orderNo: string;
  /** Whole points, at least 1. */
  points: number;
  at: Date;
}

export interface HoldPoints {
  (trx: Trx, request: HoldRequest): Promise<void>;
}

/**
 * Freezes points for an unpaid order: they leave their lots, soonest to expire first, and wait in holds to be captured by the
 * payment or released by the close.
 * @throws Refusal InsufficientPointsError; BusinessError when the account is frozen by operations
 */
export default (): HoldPoints =>
  async (trx, { userId, orderNo, points, at }) => {
    const account = await lockAccount(trx, userId, at);
    if (account.state === 'frozen') throw accountIsFrozen();
    unwrap(checkPointsOffer(points, account.available));
    const spendings = unwrap(allocateFromLots(await filledLots(trx, userId), points, at));
    await takeFromLots(trx, spendings, at);
    const holds = spendings.map(({ lotId, points: taken }) => ({
      ...newRow(at),
      user_id: userId,
      order_no: orderNo,
      lot_id: lotId,
      points: taken,
      returned: 0,
      state: 'held',
    }));
    for (const chunk of rowChunks(holds)) await trx('points_holds').insert(chunk);
    const changed = await changeAccount(trx, account, { available: -points, frozen: points, at });
    await appendEntry(trx, {
      userId,
      change: 0,
      balanceAfter: balanceOf(changed),
      type: 'freeze',
      source: 'order',
      idempotencyKey: `freeze:${orderNo}`,
      orderNo,
      description: `下单冻结 ${points} 积分`,
      at,
    });
  };
