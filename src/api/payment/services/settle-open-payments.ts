import type { Core } from '@strapi/strapi';
import { WechatPayError } from '../../../gateways/wechat-pay/port';
import { now, resolve } from '../../../platform/container';
import { Refusal } from '../../../platform/errors/refusal';
import { getService } from '../../../platform/get-service';
import { findOpenPayment, type PaymentRow } from '../store/payment-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.settle-open-payments': SettleOpenPayments;
  }
}

export interface SettleOpenPayments {
  /**
   * Before an order is closed: asks WeChat, closes there, asks once more. Money found on the way is applied, and then the order
   * is paid and can no longer be closed.
   * @param request.mustBeSure throw when WeChat cannot be asked; otherwise the sweep ends the payment later
   */
  (request: { orderId: number; mustBeSure: boolean }): Promise<void>;
}

/** Longer than an order can be paid, WeChat's own minute of grace included. */
const LOOK_AGAIN_MS = 30 * 60_000;

export default ({ strapi }: { strapi: Core.Strapi }): SettleOpenPayments =>
  async ({ orderId, mustBeSure }) => {
    const payment = await findOpenPayment(strapi.db.connection, orderId);
    if (!payment) return;
    try {
      await endAtWechat(strapi, payment);
    } catch (error) {
      if (mustBeSure || !(error instanceof WechatPayError)) throw error;
      strapi.log.warn('a payment could not be closed at WeChat yet', {
        category: 'business',
        outTradeNo: payment.out_trade_no,
        error: error.message,
      });
    }
  };

async function endAtWechat(strapi: Core.Strapi, payment: PaymentRow): Promise<void> {
  if (payment.method === 'wechat') {
    const query = getService(strapi, 'api::payment.query-payment');
    const before = await query(payment);
    if (before.kind !== 'not_paid') return;
    const closed = await resolve(strapi, 'mallard.wechat-pay').closePayment(payment.out_trade_no);
    const after = await query(payment);
    if (after.kind !== 'not_paid') return;
    if (closed === 'paid') throw undecided();
  }
  const at = now(strapi);
  await strapi.db
    .connection('payments')
    .where({ id: payment.id })
    .whereIn('state', ['created', 'prepaid'])
    .update({
      state: 'closed',
      closed_at: at,
      // A prepay that was under way may reach WeChat after this; the sweep looks once more when it can no longer be paid.
      next_query_at: payment.method === 'wechat' ? new Date(at.getTime() + LOOK_AGAIN_MS) : null,
      updated_at: at,
    });
}

/** WeChat refuses to close because it is paid, and cannot show the payment yet: the order must stay as it is. */
const undecided = (): Refusal =>
  new Refusal(
    'OrderStateError',
    { status: 'pending_payment', reason: 'payment_being_confirmed' },
    { zh: '支付结果确认中，请稍后再试', en: 'The payment is being confirmed, please try again shortly' },
  );
