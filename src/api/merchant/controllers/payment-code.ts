import type { Core } from '@strapi/strapi';
import { getService } from '../../../platform/get-service';
import { deviceOf } from '../../../platform/http/client-device';
import { type Context, inputOf, memberOf } from '../../../platform/http/context';
import type { PayCodeBody } from '../requests';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async find(ctx: Context) {
    const { params } = inputOf<{ code: string }>(ctx);
    return { data: await getService(strapi, 'api::merchant.find-payment-code').describe(params.code) };
  },

  async pay(ctx: Context) {
    const { params, body, idempotencyKey } = inputOf<{ code: string }, unknown, PayCodeBody>(ctx);
    const { id: userId, openid } = memberOf(ctx);
    const request = {
      userId,
      openid,
      code: params.code,
      body,
      idempotencyKey,
      clientIp: ctx.ip,
      device: deviceOf(ctx),
    };
    return { data: await getService(strapi, 'api::merchant.pay-by-code')(request) };
  },
});
