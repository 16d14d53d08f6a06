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
});

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
