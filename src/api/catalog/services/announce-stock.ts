import type { Core } from '@strapi/strapi';
import { dropCached } from '../../../platform/http/response-cache';
import { IN_STOCK_TAG, productTag, SEPARATE_STOCK_TAG } from '../public/cache-tags';
import type { StockChange } from '../store/stock';

const hasCrossedZero = ({ availableBefore, availableAfter }: StockChange): boolean =>
  availableBefore > 0 !== availableAfter > 0;

const factory = ({ strapi }: { strapi: Core.Strapi }) => ({
  /**
   * Drops public answers that a stock change made untrue; call after the transaction has committed, outside any other.
   * A product's own page shows its stock and goes at each change; lists only show whether there is any.
   * @param products documentIds of the products, when the caller knows them; they are looked up otherwise
   */
  async announceStock(changes: readonly StockChange[], products?: readonly string[]): Promise<void> {
    const moved = changes.filter((change) => change.availableBefore !== change.availableAfter);
    if (moved.length === 0) return;
    try {
      const documentIds = products ?? (await readProducts(strapi, moved));
      const tags = [...new Set(documentIds)].map(productTag);
      if (moved.some(hasCrossedZero)) tags.push(IN_STOCK_TAG);
      if (documentIds.length < moved.length) tags.push(SEPARATE_STOCK_TAG);
      await dropCached(strapi, tags);
    } catch (error) {
      // The change is committed; a page that shows old stock for half a minute is no reason to report a failure.
      strapi.log.warn('cached stock could not be dropped', { category: 'system', error: String(error) });
    }
  },
});

async function readProducts(strapi: Core.Strapi, changes: readonly StockChange[]): Promise<string[]> {
  return strapi.db
    .connection('skus_product_lnk as l')
    .join('products as p', 'p.id', 'l.product_id')
    .whereIn(
      'l.sku_id',
      changes.map(({ skuId }) => skuId),
    )
    .pluck('p.document_id');
}

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::catalog.announce-stock': ReturnType<typeof factory>;
  }
}
