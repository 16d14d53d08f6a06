import type { Core } from '@strapi/strapi';
import { guardDeletion, hasReference } from '../../platform/content/deletion-guard';
import type { Trx } from '../../platform/database/in-transaction';

/**
 * Products and SKUs that were ordered, or whose stock was ever moved, stay: they are taken off sale instead. So do products that a
 * points rule is limited to, which would count for every product without them.
 */
export function guardDeletions(strapi: Core.Strapi): void {
  guardDeletion(strapi, {
    uid: 'api::catalog.sku',
    isReferenced: isSkuReferenced,
    sentence: {
      zh: '该规格已有订单或库存记录，不能删除，请改为停用',
      en: 'This SKU has orders or stock movements; disable it instead',
    },
    cleanUp: removeInventories,
  });
  guardDeletion(strapi, {
    uid: 'api::catalog.product',
    isReferenced: async (trx, ids) =>
      (await hasReference(trx, { table: 'order_items', column: 'product_id' }, ids)) ||
      (await hasReference(trx, { table: 'points_rules_products_lnk', column: 'product_id' }, ids)) ||
      isSkuReferenced(trx, await skusOf(trx, ids)),
    sentence: {
      zh: '该商品已有订单、库存记录或积分规则，不能删除，请改为下架',
      en: 'This product has orders, stock movements or points rules; take it off sale instead',
    },
    cleanUp: async (trx, ids) => {
      const skuIds = await skusOf(trx, ids);
      await removeInventories(trx, skuIds);
      await trx('skus').whereIn('id', skuIds).delete();
    },
  });
}

async function isSkuReferenced(trx: Trx, ids: number[]): Promise<boolean> {
  return (
    (await hasReference(trx, { table: 'order_items', column: 'sku_id' }, ids)) ||
    hasReference(trx, { table: 'stock_movements', column: 'sku_id' }, ids)
  );
}

async function removeInventories(trx: Trx, skuIds: number[]): Promise<void> {
  await trx('cart_items').whereIn('sku_id', skuIds).delete();
  await trx('inventories').whereIn('sku_id', skuIds).delete();
}

async function skusOf(trx: Trx, productIds: number[]): Promise<number[]> {
  return (await trx('skus_product_lnk').whereIn('product_id', productIds).pluck('sku_id')) as number[];
}
