import type { Core } from '@strapi/strapi';
import { getService } from '../../../platform/get-service';
import { type Context, inputOf, memberOf } from '../../../platform/http/context';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async verify(ctx: Context) {
    const { body } = inputOf<unknown, unknown, { riskEventId: string; code: string }>(ctx);
    const { id: userId, openid } = memberOf(ctx);
    return {
      data: await getService(strapi, 'api::payment.verify-risk')({ userId, openid, ...body, clientIp: ctx.ip }),
    };
  },
});
