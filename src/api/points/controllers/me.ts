import type { Core } from '@strapi/strapi';
import { now } from '../../../platform/container';
import { getService } from '../../../platform/get-service';
import { type Context, inputOf, memberOf } from '../../../platform/http/context';
import type { RecordsQuery, StatisticsQuery } from '../requests';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async account(ctx: Context) {
    return { data: await getService(strapi, 'api::points.read-account')(memberOf(ctx).id, now(strapi)) };
  },

  async records(ctx: Context) {
    const { query } = inputOf<unknown, RecordsQuery>(ctx);
    return getService(strapi, 'api::points.read-records')(memberOf(ctx).id, query);
  },

  async statistics(ctx: Context) {
    const { query } = inputOf<unknown, StatisticsQuery>(ctx);
    return { data: await getService(strapi, 'api::points.read-statistics')(memberOf(ctx).id, query, now(strapi)) };
  },
});
