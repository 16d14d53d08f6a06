import type { Core } from '@strapi/strapi';
import { repayDebt } from '../../../domain/points/clawback';
import { lotExpiry } from '../../../domain/points/lot-expiry';
import { allocateFromLots } from '../../../domain/points/spend-lots';
import { environmentOf } from '../../../platform/container';
import type { Trx } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import { appendEvent } from '../../../platform/events/outbox';
import { type AccountRow, balanceOf, changeAccount } from '../store/account';
import type { AdjustmentRow } from '../store/adjustments';
import { appendEntry } from '../store/ledger';
import { filledLots, insertLot, takeFromLots } from '../store/lots';

declare module '../../../platform/get-service' {
  interface Services {
    'api::points.apply-adjustment': ApplyAdjustment;
  }
}
declare module '../../../platform/events/outbox' {
  interface Events {
    /** `points` are signed; `reason` is what staff wrote for the user to read. */
    'points.adjusted': { userId: number; points: number; reason: string };
  }
}

export interface ApplyAdjustment {
  /**
   * Lets an adjustment take effect, inside the transaction that decided it and with the account locked. Given points pay debt
   * first; points are taken from the lots that expire first, and never more than can be used now.
   * @throws Refusal InsufficientPointsError when less is there than shall be taken
   */
  (trx: Trx, adjusting: { adjustment: AdjustmentRow; account: AccountRow; at: Date }): Promise<AccountRow>;
}

export default ({ strapi }: { strapi: Core.Strapi }): ApplyAdjustment => {
  const timeZone = environmentOf(strapi).SHOP_TIMEZONE;
  return async (trx, { adjustment, account, at }) => {
    const { user_id: userId, points, reason, adjustment_no: adjustmentNo } = adjustment;
    const idempotencyKey = `adjust:${adjustmentNo}`;
    const expiresAt = points > 0 ? lotExpiry(at, adjustment.valid_days, timeZone) : null;
    const lot = { userId, expiresAt, source: 'adjustment', orderNo: null, awardKey: idempotencyKey, at };
    const { toDebt, toAvailable } = repayDebt(Math.max(points, 0), account.debt);
    if (points < 0) await take(trx, { userId, points: -points, at });
    const lotId = toAvailable > 0 ? await insertLot(trx, { ...lot, points: toAvailable }) : null;
    const available = points > 0 ? toAvailable : points;
    const changed = await changeAccount(trx, account, { available, debt: -toDebt, total: points, at });
    await appendEntry(trx, {
      userId,
      change: points,
      balanceAfter: balanceOf(changed),
      type: 'adjust',
      source: 'adjustment',
      idempotencyKey,
      lotId,
      expiresAt,
      description: reason,
      operator: adjustment.requested_by,
      at,
    });
    await appendEvent(strapi, trx, {
      name: 'points.adjusted',
      aggregateId: String(userId),
      payload: { userId, points, reason },
      at,
    });
    return changed;
  };
};

async function take(trx: Trx, { userId, points, at }: { userId: number; points: number; at: Date }): Promise<void> {
  const parts = allocateFromLots(await filledLots(trx, userId), points, at);
  if (parts.ok) return takeFromLots(trx, parts.value, at);
  const { available } = parts.error.details as { available: number };
  throw new Refusal('InsufficientPointsError', parts.error.details, {
    zh: `可用积分只有 ${available}，不能扣除 ${points}`,
    en: `Only ${available} points can be taken`,
  });
}
