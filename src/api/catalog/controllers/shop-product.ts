import type { Core } from '@strapi/strapi';
import { getService } from '../../../platform/get-service';
import { type Context, inputOf, memberOf } from '../../../platform/http/context';
import { merchantOf } from '../../../platform/http/merchant-scope';
import { callerOf } from '../../../platform/http/open-platform';
import type { ProductStatusBody, ShopProductsQuery, StockAdjustmentBody } from '../shop-requests';

export default ({ strapi }: { strapi: Core.Strapi }) => {
  const read = () => getService(strapi, 'api::catalog.read-shop-products');
  return {
    async list(ctx: Context) {
      const { query } = inputOf<unknown, ShopProductsQuery>(ctx);
      return read().list(merchantOf(ctx).id, query);
    },

    async listForServers(ctx: Context) {
      const { query } = inputOf<unknown, ShopProductsQuery>(ctx);
      return read().list(callerOf(ctx).merchantId, query);
    },

    async setStatus(ctx: Context) {
      const { params, body } = inputOf<{ id: string }, unknown, ProductStatusBody>(ctx);
      const { id: merchantId } = merchantOf(ctx);
      const change = { merchantId, documentId: params.id, status: body.status, operator: memberOf(ctx).documentId };
      await getService(strapi, 'api::catalog.list-for-sale')(change);
      return { data: await read().find(merchantId, params.id) };
    },

    async adjustStock(ctx: Context) {
      const { params, body, idempotencyKey } = inputOf<{ skuId: string }, unknown, StockAdjustmentBody>(ctx);
      const { id: userId, documentId: operator } = memberOf(ctx);
      const inventoryDocumentId = await read().findInventory(merchantOf(ctx).id, params.skuId);
      const adjustment = { ...body, inventoryDocumentId, operator, operatorType: 'user' as const };
      const idempotency = { key: idempotencyKey, userId };
      const { available } = await getService(strapi, 'api::catalog.adjust-stock').adjustStock({
        ...adjustment,
        idempotency,
      });
      return { data: { skuId: params.skuId, available } };
    },
  };
};
