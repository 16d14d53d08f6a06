import type { Core } from '@strapi/strapi';
import type { Trx } from '../../../platform/database/in-transaction';
import { appendEvent } from '../../../platform/events/outbox';
import { balanceOf, changeAccount, lockAccount } from '../store/account';
import { endHolds, sumOf } from '../store/holds';
import { appendEntry } from '../store/ledger';

declare module '../../../platform/get-service' {
  interface Services {
    'api::points.capture-points': CapturePoints;
  }
}

declare module '../../../platform/events/outbox' {
  interface Events {
    'points.spent': { userId: number; points: number; source: string; orderNo: string | null };
  }
}

export interface CapturePoints {
  (trx: Trx, request: { userId: number; orderNo: string; at: Date }): Promise<void>;
}

/** The payment came: frozen points of the order are spent for good. An order without held points is left alone. */
export default ({ strapi }: { strapi: Core.Strapi }): CapturePoints =>
  async (trx, { userId, orderNo, at }) => {
    const account = await lockAccount(trx, userId, at);
    const points = sumOf(await endHolds(trx, orderNo, { state: 'captured', at }));
    if (points === 0) return;
    const changed = await changeAccount(trx, account, { frozen: -points, used: points, at });
    await appendEntry(trx, {
      userId,
      change: -points,
      balanceAfter: balanceOf(changed),
      type: 'redeem',
      source: 'order',
      idempotencyKey: `redeem:${orderNo}`,
      orderNo,
      description: `订单抵扣 ${points} 积分`,
      at,
    });
    await appendEvent(strapi, trx, {
      name: 'points.spent',
      aggregateId: String(userId),
      payload: { userId, points, source: 'order', orderNo },
      at,
    });
  };
