import type { Core } from '@strapi/strapi';
import { inTransaction } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import { getService } from '../../../platform/get-service';
import { findCase } from '../store/after-sale-rows';
import type { OrderRow } from '../store/order-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::order.refund-by-staff': RefundByStaff;
  }
}

export interface StaffRefund {
  orderNo: string;
  /** Freight to give back of an order that was sent, fen; an order that was not gets it back anyway. */
  freightAmount: number;
  reason: string;
  operator: string;
}

export interface RefundByStaff {
  /**
   * Gives everything back that is left of an order, on the shop's own word: a case that is opened and agreed to at once.
   * @returns the number of the case
   * @throws Refusal NotFoundError, OrderStateError, RefundAmountError when nothing is left or the freight is more than was paid
   */
  (refund: StaffRefund): Promise<{ afterSaleNo: string }>;
}

export default ({ strapi }: { strapi: Core.Strapi }): RefundByStaff =>
  ({ orderNo, freightAmount, reason, operator }) =>
    inTransaction(strapi, async (trx) => {
      const order = await trx('orders').where({ order_no: orderNo }).first<OrderRow | undefined>();
      if (!order) throw new Refusal('NotFoundError', { orderNo });
      const afterSaleNo = await getService(
        strapi,
        'api::order.open-after-sale',
      )({
        userId: order.user_id,
        orderNo,
        body: { type: 'refund_only', items: 'all', reason },
        idempotencyKey: null,
        staff: operator,
      });
      // What had not been sent may have been agreed to already, by the shop's settings.
      const opened = await findCase(trx, afterSaleNo);
      if (opened?.state === 'pending') {
        const decide = getService(strapi, 'api::order.decide-after-sale');
        await decide({
          afterSaleNo,
          merchantId: null,
          verdict: 'approve',
          note: reason,
          freightAmount,
          operator: { type: 'admin', name: operator },
        });
      }
      return { afterSaleNo };
    });
