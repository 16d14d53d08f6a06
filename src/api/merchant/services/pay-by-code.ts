import type { Core } from '@strapi/strapi';
import type { PayParams } from '../../../gateways/wechat-pay/port';
import { getService } from '../../../platform/get-service';
import type { PayCodeBody } from '../requests';

declare module '../../../platform/get-service' {
  interface Services {
    'api::merchant.pay-by-code': PayByCode;
  }
}

export interface PayByCodeRequest {
  userId: number;
  openid: string;
  code: string;
  body: PayCodeBody;
  idempotencyKey: string | null;
  clientIp: string;
}

export interface PayByCode {
  /** Scan-to-pay in one call: the order of type `scan` and the parameters to pay it with. */
  (
    request: PayByCodeRequest,
  ): Promise<{ orderNo: string; payAmount: number; payParams: PayParams | null; paid: boolean }>;
}

export default ({ strapi }: { strapi: Core.Strapi }): PayByCode =>
  async ({ userId, openid, code, body, idempotencyKey, clientIp }) => {
    const order = await getService(
      strapi,
      'api::order.place-scan-order',
    )({ userId, code, body, idempotencyKey, clientIp });
    const answer = await getService(
      strapi,
      'api::payment.pay-order',
    )({ userId, openid, orderNo: order.orderNo, clientIp });
    return 'paid' in answer
      ? { ...order, payParams: null, paid: true }
      : { ...order, payParams: answer.payParams, paid: false };
  };
