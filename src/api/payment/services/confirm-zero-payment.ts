import type { Core } from '@strapi/strapi';
import { now, resolve } from '../../../platform/container';
import { getService } from '../../../platform/get-service';
import { findPayment } from '../store/payment-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.confirm-zero-payment': ConfirmZeroPayment;
  }
}

export interface ConfirmZeroPayment {
  /** Confirms the payment of an order that discounts and points covered whole; WeChat has no part in it. */
  (request: { outTradeNo: string }): Promise<void>;
}

export default ({ strapi }: { strapi: Core.Strapi }): ConfirmZeroPayment =>
  async ({ outTradeNo }) => {
    const payment = await findPayment(strapi.db.connection, outTradeNo);
    if (payment?.method !== 'zero' || payment.amount !== 0)
      throw new Error(`${outTradeNo} is not a payment of nothing`);
    await getService(
      strapi,
      'api::payment.confirm-payment',
    )({
      ...resolve(strapi, 'mallard.wechat-pay').identity,
      outTradeNo,
      tradeState: 'SUCCESS',
      amountTotal: 0,
      currency: 'CNY',
      payerOpenid: payment.payer_openid,
      successTime: now(strapi),
    });
  };
