import type { Core } from '@strapi/strapi';
import type { Trx } from '../../../platform/database/in-transaction';
import { appendEvent } from '../../../platform/events/outbox';
import { getService } from '../../../platform/get-service';
import type { LockedRefund } from '../store/locked-refund';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.book-refund': BookRefund;
  }
}
declare module '../../../platform/events/outbox' {
  interface Events {
    'refund.succeeded': { orderNo: string; userId: number; amount: number; reason: string };
  }
}

export interface RefundBooking extends LockedRefund {
  at: Date;
}

export interface BookRefund {
  /** The money of a locked refund is back: the payment's books, the order and the event, in the caller's transaction. */
  (trx: Trx, booking: RefundBooking): Promise<void>;
}

export default ({ strapi }: { strapi: Core.Strapi }): BookRefund =>
  async (trx, { order, refund, at }) => {
    // A closed refund holds no money back any more; one that is under way does.
    const held = refund.state === 'closed' ? 0 : refund.amount;
    await trx('payments')
      .where({ id: refund.payment_id })
      .update({
        refunding_amount: trx.raw('refunding_amount - ?', [held]),
        refunded_amount: trx.raw('refunded_amount + ?', [refund.amount]),
        updated_at: at,
      });
    const { order_no: orderNo, amount, reason } = refund;
    await appendEvent(strapi, trx, {
      name: 'refund.succeeded',
      aggregateId: refund.out_refund_no,
      payload: { orderNo, userId: order.user_id, amount, reason },
      at,
    });
    if (refund.after_sale_no)
      await getService(strapi, 'api::order.settle-after-sale')(trx, { order, afterSaleNo: refund.after_sale_no, at });
  };
