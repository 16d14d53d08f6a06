import type { Core } from '@strapi/strapi';
import type { Trx } from '../../../platform/database/in-transaction';
import { newRow } from '../../../platform/database/rows';
import type { PaymentRow } from '../store/payment-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.open-profit-sharing': OpenProfitSharing;
  }
}

export interface FrozenMoney {
  payment: PaymentRow;
  merchantId: number | null;
  transactionId: string;
  paidAt: Date;
  /** Whether the payment pays the order; if not it is on its way back. */
  isOrders: boolean;
  at: Date;
}

export interface OpenProfitSharing {
  /** Writes down, in the transaction that marks it paid, that a payment is frozen at WeChat and must be shared or given free. */
  (trx: Trx, frozen: FrozenMoney): Promise<void>;
}

/** WeChat gives money free by itself after 30 days (wechat.md A12); until then it must be shared, or given free by us. */
const STOP_AFTER_MS = 25 * 86_400_000;
const LOOK_AGAIN_MS = 10 * 60_000;

export default (_context: { strapi: Core.Strapi }): OpenProfitSharing =>
  async (trx, { payment, merchantId, transactionId, paidAt, isOrders, at }) => {
    const stopAt = new Date(paidAt.getTime() + STOP_AFTER_MS);
    await trx('profit_sharings').insert({
      ...newRow(at),
      payment_id: payment.id,
      order_id: payment.order_id,
      merchant_id: merchantId,
      order_no: payment.order_no,
      transaction_id: transactionId,
      commission_bps: payment.commission_bps ?? 0,
      amount: 0,
      commission: 0,
      shared_amount: 0,
      returned_amount: 0,
      debt_amount: 0,
      state: 'frozen',
      stop_at: stopAt,
      attempts: 0,
      // The completion of the order wakes it earlier.
      next_attempt_at: isOrders ? stopAt : new Date(at.getTime() + LOOK_AGAIN_MS),
    });
  };
