import type { Core } from '@strapi/strapi';
import { getService } from '../../../platform/get-service';
import { type Context, inputOf, memberOf } from '../../../platform/http/context';
import type { OpenAfterSaleBody, ReturnShipmentBody } from '../after-sale-requests';

interface CaseParams {
  afterSaleNo: string;
}

export default ({ strapi }: { strapi: Core.Strapi }) => {
  const read = () => getService(strapi, 'api::order.read-after-sales');
  return {
    async open(ctx: Context) {
      const { params, body, idempotencyKey } = inputOf<{ orderNo: string }, unknown, OpenAfterSaleBody>(ctx);
      const { id: userId } = memberOf(ctx);
      const request = { userId, orderNo: params.orderNo, body, idempotencyKey };
      const afterSaleNo = await getService(strapi, 'api::order.open-after-sale')(request);
      return { data: await read().find({ userId }, afterSaleNo) };
    },

    async list(ctx: Context) {
      const { query } = inputOf<unknown, { status?: string; limit: number; cursor?: string }>(ctx);
      return read().list({ owner: { userId: memberOf(ctx).id }, ...query });
    },

    async find(ctx: Context) {
      const { params } = inputOf<CaseParams>(ctx);
      return { data: await read().find({ userId: memberOf(ctx).id }, params.afterSaleNo) };
    },

    async cancel(ctx: Context) {
      const { params } = inputOf<CaseParams>(ctx);
      const own = { userId: memberOf(ctx).id, afterSaleNo: params.afterSaleNo };
      await getService(strapi, 'api::order.continue-after-sale').cancel(own);
      return { data: await read().find(own, own.afterSaleNo) };
    },

    async shipBack(ctx: Context) {
      const { params, body } = inputOf<CaseParams, unknown, ReturnShipmentBody>(ctx);
      const own = { userId: memberOf(ctx).id, afterSaleNo: params.afterSaleNo };
      await getService(strapi, 'api::order.continue-after-sale').shipBack(own, body);
      return { data: await read().find(own, own.afterSaleNo) };
    },
  };
};
