import type { Core } from '@strapi/strapi';
import { getService } from '../../../platform/get-service';
import { deviceOf } from '../../../platform/http/client-device';
import { type Context, inputOf, memberOf } from '../../../platform/http/context';
import type { RedemptionBody } from '../redemption-requests';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async place(ctx: Context) {
    const { body, idempotencyKey } = inputOf<unknown, unknown, RedemptionBody>(ctx);
    const { id: userId, openid } = memberOf(ctx);
    const request = { userId, openid, body, idempotencyKey, clientIp: ctx.ip, device: deviceOf(ctx) };
    return { data: await getService(strapi, 'api::order.place-redemption')(request) };
  },
});
