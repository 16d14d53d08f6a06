import type { Core } from '@strapi/strapi';
import { getService } from '../../../platform/get-service';
import { type Context, inputOf } from '../../../platform/http/context';
import { merchantOf } from '../../../platform/http/merchant-scope';
import type { SettlementsQuery } from '../requests';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async list(ctx: Context) {
    const { query } = inputOf<unknown, SettlementsQuery>(ctx);
    return getService(strapi, 'api::merchant.read-settlements')(merchantOf(ctx).id, query);
  },
});
