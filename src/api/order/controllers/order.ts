import type { Core } from '@strapi/strapi';
import { getService } from '../../../platform/get-service';
import { deviceOf } from '../../../platform/http/client-device';
import { type Context, inputOf, memberOf } from '../../../platform/http/context';
import type { PlaceBody, PreviewBody } from '../requests';

interface OrderParams {
  orderNo: string;
}

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async preview(ctx: Context) {
    const { body } = inputOf<unknown, unknown, PreviewBody>(ctx);
    return { data: await getService(strapi, 'api::order.preview-order')({ userId: memberOf(ctx).id, body }) };
  },

  async place(ctx: Context) {
    const { body, idempotencyKey } = inputOf<unknown, unknown, PlaceBody>(ctx);
    const request = { userId: memberOf(ctx).id, body, idempotencyKey, clientIp: ctx.ip, device: deviceOf(ctx) };
    return { data: await getService(strapi, 'api::order.place-order')(request) };
  },

  async list(ctx: Context) {
    const { query } = inputOf<unknown, { status?: string; limit: number; cursor?: string }>(ctx);
    return getService(strapi, 'api::order.read-orders').list({ userId: memberOf(ctx).id, ...query });
  },

  async counts(ctx: Context) {
    return { data: await getService(strapi, 'api::order.read-orders').counts(memberOf(ctx).id) };
  },

  async find(ctx: Context) {
    const { params } = inputOf<OrderParams>(ctx);
    return { data: await getService(strapi, 'api::order.read-orders').find(memberOf(ctx).id, params.orderNo) };
  },

  async cancel(ctx: Context) {
    const { params, body } = inputOf<OrderParams, unknown, { reason?: string }>(ctx);
    const { id: userId } = memberOf(ctx);
    await getService(
      strapi,
      'api::order.cancel-order',
    )({ userId, orderNo: params.orderNo, reason: body.reason ?? '用户取消' });
    return { data: await getService(strapi, 'api::order.read-orders').find(userId, params.orderNo) };
  },

  async confirmReceipt(ctx: Context) {
    const { params } = inputOf<OrderParams>(ctx);
    const { id: userId } = memberOf(ctx);
    await getService(strapi, 'api::order.confirm-receipt')({ userId, orderNo: params.orderNo });
    return { data: await getService(strapi, 'api::order.read-orders').find(userId, params.orderNo) };
  },
});
