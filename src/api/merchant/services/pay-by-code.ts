import type { Core } from '@strapi/strapi';
import type { PayParams } from '../../../gateways/wechat-pay/port';
import { isRefusal } from '../../../platform/errors/refusal';
import { getService, type Services } from '../../../platform/get-service';
import type { PayCodeBody } from '../requests';

declare module '../../../platform/get-service' {
  interface Services {
    'api::merchant.pay-by-code': PayByCode;
  }
}

type PayAnswer = Awaited<ReturnType<Services['api::payment.pay-order']>>;

export interface PayByCodeRequest {
  userId: number;
  openid: string;
  code: string;
  body: PayCodeBody;
  idempotencyKey: string | null;
  clientIp: string;
  device: string | null;
}

export interface PayByCode {
  /** Scan-to-pay in one call: the order of type `scan` and the parameters to pay it with. */
  (
    request: PayByCodeRequest,
  ): Promise<{ orderNo: string; payAmount: number; payParams: PayParams | null; paid: boolean }>;
}

export default ({ strapi }: { strapi: Core.Strapi }): PayByCode =>
  async ({ userId, openid, code, body, idempotencyKey, clientIp, device }) => {
    const { isRepetition, ...order } = await getService(
      strapi,
      'api::order.place-scan-order',
    )({ userId, code, body, idempotencyKey, clientIp, device });
    const answer = await payOrder(strapi, {
      userId,
      openid,
      orderNo: order.orderNo,
      clientIp,
      device,
      isRepetition,
    });
    return 'paid' in answer
      ? { ...order, payParams: null, paid: true }
      : { ...order, payParams: answer.payParams, paid: false };
  };

/** A repetition may find its order paid already; that is the answer the first call would have got, not an error. */
async function payOrder(
  strapi: Core.Strapi,
  request: Parameters<Services['api::payment.pay-order']>[0],
): Promise<PayAnswer> {
  try {
    return await getService(strapi, 'api::payment.pay-order')(request);
  } catch (error) {
    if (isRefusal(error) && error.name === 'OrderStateError' && error.details['status'] === 'completed')
      return { paid: true };
    throw error;
  }
}
