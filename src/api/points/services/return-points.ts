import type { Core } from '@strapi/strapi';
import { repayDebt } from '../../../domain/points/clawback';
import { restoreLots } from '../../../domain/points/restore-lots';
import type { LotReturn } from '../../../domain/points/types';
import { environmentOf } from '../../../platform/container';
import type { Trx } from '../../../platform/database/in-transaction';
import { type StoredInstant, toDateOrNull } from '../../../platform/database/rows';
import { balanceOf, changeAccount, lockAccount } from '../store/account';
import { appendEntry, hasEntry } from '../store/ledger';
import { insertLot } from '../store/lots';

declare module '../../../platform/get-service' {
  interface Services {
    'api::points.return-points': ReturnPoints;
  }
}

export interface PointsReversal {
  userId: number;
  orderNo: string;
  /** The refund or case that takes place: the same one counts once. */
  operationNo: string;
  /** Whole points, at least 0. */
  points: number;
  at: Date;
}

export interface ReturnPoints {
  /**
   * Gives points that an order used back to the lots they came from, in the refund's transaction. A lot that ends too soon is
   * replaced by one with days of grace; debt is paid first.
   */
  (trx: Trx, reversal: PointsReversal): Promise<void>;
}

interface UsedHold {
  id: number;
  lot_id: number;
  points: number;
  returned: number | null;
  expires_at: StoredInstant;
}

export default ({ strapi }: { strapi: Core.Strapi }): ReturnPoints => {
  const timeZone = environmentOf(strapi).SHOP_TIMEZONE;
  return async (trx, reversal) => {
    const { userId, orderNo, points, at } = reversal;
    if (points === 0) return;
    const account = await lockAccount(trx, userId, at);
    const idempotencyKey = `refund_return:${reversal.operationNo}`;
    if (await hasEntry(trx, idempotencyKey)) return;
    const used = (await trx('points_holds as h')
      .join('points_lots as l', 'l.id', 'h.lot_id')
      .where({ 'h.order_no': orderNo, 'h.state': 'captured' })
      .orderBy('h.id')
      .select('h.id', 'h.lot_id', 'h.points', 'h.returned', 'l.expires_at')) as UsedHold[];
    const returns = restoreLots({
      spendings: used.map((hold) => ({
        lotId: hold.lot_id,
        points: hold.points - (hold.returned ?? 0),
        expiresAt: toDateOrNull(hold.expires_at),
      })),
      points,
      at,
      timeZone,
    });
    const { toDebt, toAvailable } = repayDebt(points, account.debt);
    let left = toAvailable;
    for (const part of returns) {
      await trx('points_holds')
        .where({ order_no: orderNo, lot_id: part.lotId })
        .update({ returned: trx.raw('coalesce(returned, 0) + ?', [part.points]), updated_at: at });
      const kept = Math.min(part.points, left);
      left -= kept;
      if (kept > 0) await refill(trx, { ...part, points: kept }, reversal);
    }
    const changed = await changeAccount(trx, account, { available: toAvailable, debt: -toDebt, used: -points, at });
    await appendEntry(trx, {
      userId,
      change: points,
      balanceAfter: balanceOf(changed),
      type: 'refund_return',
      source: 'after_sale',
      idempotencyKey,
      orderNo,
      description: `退款退还 ${points} 积分`,
      at,
    });
  };
};

async function refill(trx: Trx, part: LotReturn, { userId, orderNo, operationNo, at }: PointsReversal): Promise<void> {
  if (!part.isExtended) {
    await trx('points_lots')
      .where({ id: part.lotId })
      .update({ remaining: trx.raw('remaining + ?', [part.points]), updated_at: at });
    return;
  }
  await insertLot(trx, {
    userId,
    points: part.points,
    expiresAt: part.expiresAt,
    source: 'refund_return',
    orderNo,
    awardKey: `refund_return:${operationNo}:${part.lotId}`,
    at,
  });
}
