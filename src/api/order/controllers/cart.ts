import type { Core } from '@strapi/strapi';
import { getService } from '../../../platform/get-service';
import { type Context, inputOf, memberOf } from '../../../platform/http/context';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async find(ctx: Context) {
    return { data: await getService(strapi, 'api::order.cart').find(memberOf(ctx).id) };
  },

  async put(ctx: Context) {
    const { body } = inputOf<unknown, unknown, { skuId: string; quantity: number; selected?: boolean }>(ctx);
    const { id: userId } = memberOf(ctx);
    await getService(strapi, 'api::order.cart').put({ userId, ...body });
    return { data: await getService(strapi, 'api::order.cart').find(userId) };
  },

  async remove(ctx: Context) {
    const { params } = inputOf<{ skuId: string }>(ctx);
    const { id: userId } = memberOf(ctx);
    await getService(strapi, 'api::order.cart').remove(userId, params.skuId);
    return { data: await getService(strapi, 'api::order.cart').find(userId) };
  },
});
