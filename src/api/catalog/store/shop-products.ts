import type { Queries } from '../../../platform/database/queries';
import type { StoredInstant } from '../../../platform/database/rows';

export interface ShopProductRow {
  id: number;
  document_id: string;
  name: string;
  subtitle: string | null;
  cover: string | null;
  state: 'draft' | 'on_sale' | 'off_sale';
  kind: string;
  min_price: number | null;
  max_price: number | null;
  sales: number | null;
  merchant_document_id: string | null;
  updated_at: StoredInstant;
}

export interface ShopSkuRow {
  product_id: number;
  document_id: string;
  code: string;
  barcode: string | null;
  specs: unknown;
  price: number;
  market_price: number | null;
  enabled: boolean | number;
  available: number | null;
  reserved: number | null;
  sold: number | null;
  low_stock_threshold: number | null;
}

const COVER = `(select f.url from files_related_mph r join files f on f.id = r.file_id
  where r.related_type = 'api::catalog.product' and r.field = 'cover' and r.related_id = p.id
  order by r.id limit 1) as cover`;

/**
 * Products of one merchant, or of the whole shop (null). The one place where what a merchant sees of the catalogue is scoped;
 * a product's merchant stands in a link table.
 */
export function productsOf(db: Queries, merchantId: number | null) {
  const query = db('products as p')
    .leftJoin('products_merchant_lnk as l', 'l.product_id', 'p.id')
    .leftJoin('merchants as m', 'm.id', 'l.merchant_id');
  return merchantId === null ? query : query.where('l.merchant_id', merchantId);
}

export const shopProductColumns = (db: Queries) => [
  'p.id',
  'p.document_id',
  'p.name',
  'p.subtitle',
  'p.state',
  'p.kind',
  'p.min_price',
  'p.max_price',
  'p.sales',
  'p.updated_at',
  'm.document_id as merchant_document_id',
  db.raw(COVER),
];

/** The SKUs of a page of products with their stock, in one statement. */
export async function skusOf(db: Queries, productIds: number[]): Promise<ShopSkuRow[]> {
  if (productIds.length === 0) return [];
  return (await db('skus_product_lnk as l')
    .join('skus as s', 's.id', 'l.sku_id')
    .leftJoin('inventories as i', 'i.sku_id', 's.id')
    .whereIn('l.product_id', productIds)
    .orderBy(['s.sort', 's.id'])
    .select('l.product_id', 's.document_id', 's.code', 's.barcode', 's.specs', 's.price', 's.market_price', 's.enabled')
    .select('i.available', 'i.reserved', 'i.sold', 'i.low_stock_threshold')) as ShopSkuRow[];
}
