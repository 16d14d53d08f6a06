import type { Core } from '@strapi/strapi';
import type { Selection } from '../../../platform/content/public-content';
import { readOne } from '../../../platform/content/public-content-read';
import { fromJson } from '../../../platform/database/rows';
import { summariseRatings } from '../../../domain/catalog/review';
import { productPage } from '../public/product-page';
import { type PageSkuRow, readPageSkus } from '../store/product-page';
import { countRatings } from '../store/reviews';

const factory = ({ strapi }: { strapi: Core.Strapi }) => ({
  /**
   * A product with everything its page shows. Reading costs the same few statements however many SKUs it has.
   * @throws Refusal NotFoundError when it is not visible to the public
   */
  async readProduct(query: Selection & { documentId: string; at: Date }): Promise<Record<string, unknown>> {
    const { id, shown } = await readOne(strapi, productPage, query);
    const skus = await readPageSkus(strapi, id);
    return {
      ...shown,
      skus: skus.map(shapeSku),
      groupBuy: null,
      flashSale: null,
      reviewsSummary: summariseRatings(await countRatings(strapi.db.connection, id)),
    };
  },
});

const shapeSku = (row: PageSkuRow) => ({
  documentId: row.document_id,
  code: row.code,
  specs: fromJson<Record<string, string>>(row.specs) ?? {},
  price: row.price,
  marketPrice: row.market_price,
  image: row.image,
  available: row.available ?? 0,
});

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::catalog.read-product': ReturnType<typeof factory>;
  }
}
