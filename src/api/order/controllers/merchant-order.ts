import type { Core } from '@strapi/strapi';
import { getService } from '../../../platform/get-service';
import { type Context, inputOf, memberOf } from '../../../platform/http/context';
import { merchantOf } from '../../../platform/http/merchant-scope';
import type { MerchantOrdersQuery, ShipBody, VerificationBody } from '../fulfilment-requests';

interface OrderParams {
  orderNo: string;
}

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async list(ctx: Context) {
    const { query } = inputOf<unknown, MerchantOrdersQuery>(ctx);
    return getService(strapi, 'api::order.read-merchant-orders').list(merchantOf(ctx).id, query);
  },

  async find(ctx: Context) {
    const { params } = inputOf<OrderParams>(ctx);
    return answerWith(strapi, ctx, params.orderNo);
  },

  async ship(ctx: Context) {
    const { params, body, idempotencyKey } = inputOf<OrderParams, unknown, ShipBody>(ctx);
    const { id: userId } = memberOf(ctx);
    const request = { ...body, ...actOf(ctx), orderNo: params.orderNo, idempotency: { key: idempotencyKey, userId } };
    await getService(strapi, 'api::order.ship-order')(request);
    return answerWith(strapi, ctx, params.orderNo);
  },

  async preparePickup(ctx: Context) {
    const { params } = inputOf<OrderParams>(ctx);
    await getService(strapi, 'api::order.prepare-pickup')({ orderNo: params.orderNo, ...actOf(ctx) });
    return answerWith(strapi, ctx, params.orderNo);
  },

  async verify(ctx: Context) {
    const { body } = inputOf<unknown, unknown, VerificationBody>(ctx);
    const { orderNo } = await getService(strapi, 'api::order.verify-pickup')({ ...body, ...actOf(ctx) });
    return answerWith(strapi, ctx, orderNo);
  },
});

/** For whom and by whom something is done. */
const actOf = (ctx: Context) => ({
  scope: { merchantId: merchantOf(ctx).id },
  operator: { type: 'user' as const, name: memberOf(ctx).documentId },
});

async function answerWith(strapi: Core.Strapi, ctx: Context, orderNo: string) {
  return { data: await getService(strapi, 'api::order.read-merchant-orders').find(merchantOf(ctx).id, orderNo) };
}
