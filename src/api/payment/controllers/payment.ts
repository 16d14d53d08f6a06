import type { Core } from '@strapi/strapi';
import { getService } from '../../../platform/get-service';
import { deviceOf } from '../../../platform/http/client-device';
import { type Context, inputOf, memberOf } from '../../../platform/http/context';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async pay(ctx: Context) {
    const { params } = inputOf<{ orderNo: string }>(ctx);
    const { id: userId, openid } = memberOf(ctx);
    return {
      data: await getService(
        strapi,
        'api::payment.pay-order',
      )({ userId, openid, orderNo: params.orderNo, clientIp: ctx.ip, device: deviceOf(ctx) }),
    };
  },

  async find(ctx: Context) {
    const { params } = inputOf<{ orderNo: string }>(ctx);
    return {
      data: await getService(
        strapi,
        'api::payment.find-payment',
      )({ userId: memberOf(ctx).id, orderNo: params.orderNo }),
    };
  },
});
