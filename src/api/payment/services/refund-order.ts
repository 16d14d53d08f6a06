import type { Core } from '@strapi/strapi';
import { Refusal } from '../../../platform/errors/refusal';
import type { Trx } from '../../../platform/database/in-transaction';
import { lockPayments } from '../store/payment-rows';
import { openRefund } from '../store/open-refund';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.refund-order': RefundOrder;
  }
}

export interface OrderRefund {
  /** Locked in this transaction. */
  order: { id: number; order_no: string };
  /** Fen, more than 0. */
  amount: number;
  afterSaleNo: string;
  at: Date;
}

export interface RefundOrder {
  /**
   * Writes down a refund of an order in the caller's transaction; WeChat is called after it has committed.
   * @throws Refusal RefundAmountError when less is left of its payment, or WeChat's fifty refunds are used up
   */
  (trx: Trx, refund: OrderRefund): Promise<void>;
}

export default (_context: { strapi: Core.Strapi }): RefundOrder =>
  async (trx, { order, amount, afterSaleNo, at }) => {
    const payments = await lockPayments(trx, order.id);
    const leftOf = (payment: (typeof payments)[number]) =>
      payment.amount - payment.refunded_amount - payment.refunding_amount;
    const surplus = (await trx('refunds')
      .where({ order_id: order.id })
      .whereNot({ reason: 'after_sale' })
      .pluck('payment_id')) as number[];
    // A surplus payment goes back whole by refunds of its own, also when WeChat has closed one of them.
    const own = payments.filter(({ id, state }) => state === 'succeeded' && !surplus.includes(id));
    const payment = own.find((candidate) => leftOf(candidate) >= amount);
    if (!payment) {
      const refundable = Math.max(0, ...own.map(leftOf));
      throw new Refusal('RefundAmountError', { orderNo: order.order_no, refundable });
    }
    await openRefund(trx, { payment, amount, reason: 'after_sale', afterSaleNo, at });
  };
