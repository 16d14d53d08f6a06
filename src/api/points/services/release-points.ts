import { repayDebt } from '../../../domain/points/clawback';
import type { Trx } from '../../../platform/database/in-transaction';
import { balanceOf, changeAccount, lockAccount } from '../store/account';
import { endHolds, sumOf } from '../store/holds';
import { appendEntry } from '../store/ledger';

declare module '../../../platform/get-service' {
  interface Services {
    'api::points.release-points': ReleasePoints;
  }
}

export interface ReleasePoints {
  (trx: Trx, request: { userId: number; orderNo: string; at: Date }): Promise<void>;
}

/**
 * The order was closed unpaid: held points go back to the lots they came from. A lot that ended meanwhile gets them back too
 * and is expired by its own job, so that the ledger shows both steps. A refund may have left a debt meanwhile: it is paid first.
 */
export default (): ReleasePoints =>
  async (trx, { userId, orderNo, at }) => {
    const account = await lockAccount(trx, userId, at);
    const holds = await endHolds(trx, orderNo, { state: 'released', at });
    const points = sumOf(holds);
    if (points === 0) return;
    const { toDebt, toAvailable } = repayDebt(points, account.debt);
    let owed = toDebt;
    for (const hold of holds) {
      const repaid = Math.min(owed, hold.points);
      owed -= repaid;
      if (repaid === hold.points) continue;
      await trx('points_lots')
        .where({ id: hold.lot_id })
        .update({ remaining: trx.raw('remaining + ?', [hold.points - repaid]), updated_at: at });
    }
    const changed = await changeAccount(trx, account, { frozen: -points, available: toAvailable, debt: -toDebt, at });
    await appendEntry(trx, {
      userId,
      change: 0,
      balanceAfter: balanceOf(changed),
      type: 'unfreeze',
      source: 'order',
      idempotencyKey: `unfreeze:${orderNo}`,
      orderNo,
      description: `订单关闭，解冻 ${points} 积分${toDebt > 0 ? `，其中 ${toDebt} 积分抵还欠账` : ''}`,
      at,
    });
  };
