import type { Core } from '@strapi/strapi';

export interface PageSkuRow {
  document_id: string;
  code: string;
  specs: unknown;
  price: number;
  market_price: number | null;
  image: string | null;
  available: number | null;
}

/** The enabled SKUs of a product with stock and picture, in one statement. */
export async function readPageSkus(strapi: Core.Strapi, productId: number): Promise<PageSkuRow[]> {
  const { connection } = strapi.db;
  const image = connection.raw(
    `(select f.url from files_related_mph m join files f on f.id = m.file_id
      where m.related_type = ? and m.field = ? and m.related_id = s.id order by m."order", m.id limit 1) as image`,
    ['api::catalog.sku', 'image'],
  );
  return (await connection('skus as s')
    .join('skus_product_lnk as l', 'l.sku_id', 's.id')
    .leftJoin('inventories as i', 'i.sku_id', 's.id')
    .where({ 'l.product_id': productId, 's.enabled': true })
    .orderBy(['s.sort', 's.id'])
    .select('s.document_id', 's.code', 's.specs', 's.price', 's.market_price', 'i.available', image)) as PageSkuRow[];
}
