import type { Core } from '@strapi/strapi';
import { Refusal } from '../../../platform/errors/refusal';
import { pageOf, readCursor } from '../../../platform/http/cursor';
import { shapeShopProduct } from '../shapes/shop-product';
import type { ShopProductsQuery } from '../shop-requests';
import { productsOf, type ShopProductRow, shopProductColumns, skusOf } from '../store/shop-products';

declare module '../../../platform/get-service' {
  interface Services {
    'api::catalog.read-shop-products': ReturnType<typeof factory>;
  }
}

/** Products as those who sell them see them; `merchantId` null is the whole shop. */
const factory = ({ strapi }: { strapi: Core.Strapi }) => {
  const shape = async (rows: ShopProductRow[]) => {
    const skus = await skusOf(
      strapi.db.connection,
      rows.map(({ id }) => id),
    );
    return rows.map((row) =>
      shapeShopProduct(
        row,
        skus.filter(({ product_id: productId }) => productId === row.id),
      ),
    );
  };
  return {
    /** Newest first; two statements however long the page. */
    async list(merchantId: number | null, { status, q, limit, cursor }: ShopProductsQuery) {
      const { connection } = strapi.db;
      const below = readCursor(cursor);
      const query = productsOf(connection, merchantId)
        .orderBy('p.id', 'desc')
        .limit(limit + 1)
        .select(shopProductColumns(connection));
      if (status) query.andWhere('p.state', status);
      if (q) query.andWhereRaw("p.search_text like ? escape '\\'", [`%${literally(q.toLowerCase())}%`]);
      if (below !== null) query.andWhere('p.id', '<', below);
      const { rows, meta } = pageOf((await query) as ShopProductRow[], limit);
      return { data: await shape(rows), meta };
    },

    /** @throws Refusal NotFoundError, for another merchant's product too */
    async find(merchantId: number, documentId: string) {
      const { connection } = strapi.db;
      const rows = (await productsOf(connection, merchantId)
        .andWhere('p.document_id', documentId)
        .select(shopProductColumns(connection))) as ShopProductRow[];
      const [product] = await shape(rows);
      if (!product) throw new Refusal('NotFoundError');
      return product;
    },

    /** documentId of the inventory of a merchant's SKU. @throws Refusal NotFoundError, for another merchant's too */
    async findInventory(merchantId: number, skuDocumentId: string): Promise<string> {
      const row = (await productsOf(strapi.db.connection, merchantId)
        .join('skus_product_lnk as k', 'k.product_id', 'p.id')
        .join('skus as s', 's.id', 'k.sku_id')
        .join('inventories as i', 'i.sku_id', 's.id')
        .andWhere('s.document_id', skuDocumentId)
        .first('i.document_id')) as { document_id: string } | undefined;
      if (!row) throw new Refusal('NotFoundError', { skuId: skuDocumentId });
      return row.document_id;
    },
  };
};

export default factory;

/** `%` and `_` of a search mean themselves. */
const literally = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
