import type { Core } from '@strapi/strapi';
import { now } from '../../../platform/container';
import { getService } from '../../../platform/get-service';
import { type Context, inputOf, memberOf } from '../../../platform/http/context';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async checkIn(ctx: Context) {
    return { data: await getService(strapi, 'api::member.check-in')(memberOf(ctx).id, now(strapi)) };
  },

  async calendar(ctx: Context) {
    const { query } = inputOf<unknown, { month?: string }>(ctx);
    const month = query.month ?? null;
    return { data: await getService(strapi, 'api::member.read-check-ins')(memberOf(ctx).id, month, now(strapi)) };
  },
});
