import type { Core } from '@strapi/strapi';
import { now } from '../../platform/container';
import { inTransaction } from '../../platform/database/in-transaction';
import { createInventories, productsOfSkus, refreshProducts, takeHeldOffSale } from './store/derived';

interface WriteEvent {
  params: { where?: unknown; data?: Record<string, unknown> };
  result?: { id?: number };
  state: { productIds?: number[] };
}

/**
 * Keeps what the system derives from products and SKUs in step with every write, inside the transaction of that write.
 * Call from `bootstrap`: lifecycle subscriptions need the database to be ready.
 */
export function deriveOnWrite(strapi: Core.Strapi): void {
  strapi.db.lifecycles.subscribe({ models: ['api::catalog.sku'], ...skuHooks(strapi) } as never);
  strapi.db.lifecycles.subscribe({ models: ['api::catalog.product'], ...productHooks(strapi) } as never);
}

function skuHooks(strapi: Core.Strapi) {
  /** A SKU that moves or goes leaves a product behind which must be refreshed as well. */
  const remember = async (event: WriteEvent): Promise<void> => {
    const skus = (await strapi.db
      .query('api::catalog.sku')
      .findMany({ where: event.params.where as never, select: ['id'] })) as { id: number }[];
    const skuIds = skus.map(({ id }) => id);
    event.state.productIds = await inTransaction(strapi, (trx) => productsOfSkus(trx, skuIds));
  };
  const refresh = async (event: WriteEvent): Promise<void> => {
    await inTransaction(strapi, async (trx) => {
      const current = event.result?.id ? await productsOfSkus(trx, [event.result.id]) : [];
      await refreshProducts(trx, [...current, ...(event.state.productIds ?? [])]);
    });
  };
  const welcome = async (event: WriteEvent): Promise<void> => {
    const id = event.result?.id;
    if (id) await inTransaction(strapi, (trx) => createInventories(trx, [id], now(strapi)));
    await refresh(event);
  };
  return {
    afterCreate: welcome,
    beforeUpdate: remember,
    afterUpdate: refresh,
    beforeUpdateMany: remember,
    afterUpdateMany: refresh,
    beforeDelete: remember,
    afterDelete: refresh,
    beforeDeleteMany: remember,
    afterDeleteMany: refresh,
  };
}

function productHooks(strapi: Core.Strapi) {
  const refresh = async ({ params, result }: WriteEvent): Promise<void> => {
    // A form that attaches SKUs may have taken them from other products, which only a full pass can tell.
    const ids = params.data?.skus === undefined && result?.id ? [result.id] : null;
    await inTransaction(strapi, async (trx) => {
      await takeHeldOffSale(trx, result?.id ? [result.id] : null);
      await refreshProducts(trx, ids);
    });
  };
  return {
    // A copy of a product has sold nothing yet.
    beforeCreate: ({ params }: WriteEvent) => {
      if (params.data) params.data.sales = 0;
    },
    afterCreate: refresh,
    afterUpdate: refresh,
    afterUpdateMany: (event: WriteEvent) => refresh({ ...event, result: undefined }),
  };
}
