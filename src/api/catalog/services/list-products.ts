import type { Core } from '@strapi/strapi';
import type { Where } from '../../../platform/content/public-content';
import { readSelection } from '../../../platform/content/public-content-query';
import { type Page, readRows } from '../../../platform/content/public-content-read';
import { products, visibleProducts } from '../public/products';
import { type ProductSearch, searchProducts } from '../store/search-products';

const factory = ({ strapi }: { strapi: Core.Strapi }) => ({
  /** Search and filters of the shop; products look as in all lists. */
  async search(query: ProductSearch): Promise<Page> {
    const { ids, total } = await searchProducts(strapi, query);
    const { page, pageSize, at } = query;
    const rows = await readCards(strapi, { where: { id: { $in: ids } }, limit: pageSize, at });
    const byId = new Map(rows.map(({ id, shown }) => [id, shown]));
    return {
      data: ids.map((id) => byId.get(id)).filter((shown) => shown !== undefined),
      meta: { pagination: { page, pageSize, pageCount: Math.ceil(total / pageSize), total } },
    };
  },
  /** The first products that carry a flag, for the start page. */
  async listFlagged(flag: 'isRecommended' | 'isHot' | 'isNew', limit: number, at: Date) {
    const rows = await readCards(strapi, { where: { [flag]: true }, limit, at });
    return rows.map(({ shown }) => shown);
  },
  /**
   * These products as they stand in lists, by row id, for whoever kept a mark of them: those that are not for sale any more are
   * there too, and say so. What was never put on sale is left out.
   */
  async listMarked(ids: readonly number[], at: Date): Promise<Map<number, MarkedProduct>> {
    const where = { id: { $in: ids } };
    const onSale = await readCards(strapi, { where, limit: ids.length, at });
    const marked = new Map<number, MarkedProduct>(onSale.map(({ id, shown }) => [id, { ...shown, isValid: true }]));
    const gone = ids.filter((id) => !marked.has(id));
    if (gone.length === 0) return marked;
    const rows = await readRows(strapi, products, {
      ...readSelection(products, {}, at),
      where: { id: { $in: gone }, state: { $ne: 'draft' } },
      orderBy: products.sort,
      limit: gone.length,
      offset: 0,
    });
    for (const { id, shown } of rows) marked.set(id, { ...shown, isValid: false });
    return marked;
  },
});

/** A product as in lists; `isValid` is false when it cannot be bought now. */
export type MarkedProduct = Record<string, unknown> & { isValid: boolean };

function readCards(strapi: Core.Strapi, { where, limit, at }: { where: Where; limit: number; at: Date }) {
  return readRows(strapi, products, {
    ...readSelection(products, {}, at),
    where: { $and: [visibleProducts(at), where] },
    orderBy: products.sort,
    limit,
    offset: 0,
  });
}

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::catalog.list-products': ReturnType<typeof factory>;
  }
}
