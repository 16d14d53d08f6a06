import type { Core } from '@strapi/strapi';
import { now } from '../../../platform/container';
import { getService } from '../../../platform/get-service';
import { type Context, inputOf } from '../../../platform/http/context';
import { merchantOf } from '../../../platform/http/merchant-scope';
import type { StatisticsQuery } from '../requests';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async read(ctx: Context) {
    const { query } = inputOf<unknown, StatisticsQuery>(ctx);
    const read = getService(strapi, 'api::merchant.read-statistics');
    return { data: await read(merchantOf(ctx).id, query, now(strapi)) };
  },
});
