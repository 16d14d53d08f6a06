import type { Core } from '@strapi/strapi';
import { guardDeletion, hasReference } from '../../platform/content/deletion-guard';
import { now } from '../../platform/container';
import { inTransaction, type Trx } from '../../platform/database/in-transaction';
import { getService } from '../../platform/get-service';

interface WriteEvent {
  params: { data?: Record<string, unknown> };
  result?: { id?: number };
}

/**
 * Gives every points good a SKU and an inventory of its own, in the transaction that creates it, and keeps them together.
 * Call from `bootstrap`: lifecycle subscriptions need the database to be ready.
 */
export function keepGoodsStock(strapi: Core.Strapi): void {
  strapi.db.lifecycles.subscribe({
    models: ['api::points.points-good'],
    // A copy of a good starts with a stock of its own.
    beforeCreate: ({ params }: WriteEvent) => {
      for (const name of ['sku', 'inventory']) if (params.data) Reflect.deleteProperty(params.data, name);
    },
    afterCreate: async ({ result }: WriteEvent) => {
      const id = result?.id;
      if (id !== undefined) await inTransaction(strapi, (trx) => openStock(strapi, trx, id));
    },
  } as never);
  guardDeletion(strapi, {
    uid: 'api::points.points-good',
    isReferenced: async (trx, ids) => {
      const skuIds = await skusOf(trx, ids);
      return (
        (await hasReference(trx, { table: 'order_items', column: 'sku_id' }, skuIds)) ||
        hasReference(trx, { table: 'stock_movements', column: 'sku_id' }, skuIds)
      );
    },
    sentence: {
      zh: '该积分商品已有兑换或库存记录，不能删除，请改为下架',
      en: 'This points good has redemptions or stock movements; take it off sale instead',
    },
    cleanUp: async (trx, ids) => getService(strapi, 'api::catalog.separate-stock').close(trx, await skusOf(trx, ids)),
  });
  guardDeletion(strapi, {
    uid: 'api::catalog.sku',
    isReferenced: (trx, ids) => hasReference(trx, { table: 'points_goods', column: 'sku_id' }, ids),
    sentence: {
      zh: '这个规格是积分商品的库存，不能单独删除',
      en: 'This SKU holds the stock of a points good and cannot be deleted by itself',
    },
  });
}

async function openStock(strapi: Core.Strapi, trx: Trx, id: number): Promise<void> {
  const { skuId, inventoryId } = await getService(strapi, 'api::catalog.separate-stock').open(trx, {
    codePrefix: 'JF',
    at: now(strapi),
  });
  await trx('points_goods').where({ id }).update({ sku_id: skuId, inventory_id: inventoryId });
}

async function skusOf(trx: Trx, ids: number[]): Promise<number[]> {
  return (await trx('points_goods').whereIn('id', ids).whereNotNull('sku_id').pluck('sku_id')) as number[];
}
