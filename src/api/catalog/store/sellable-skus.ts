import type { Queries } from '../../../platform/database/queries';
import type { StoredInstant } from '../../../platform/database/rows';

export interface SellableSkuRow {
  sku_id: number;
  sku_document_id: string;
  sku_code: string;
  sku_enabled: unknown;
  specs: unknown;
  price: number;
  weight_grams: number | null;
  sku_image: string | null;
  product_id: number;
  product_document_id: string;
  name: string;
  cover: string | null;
  kind: 'physical' | 'virtual' | 'service';
  state: 'draft' | 'on_sale' | 'off_sale';
  list_at: StoredInstant;
  delist_at: StoredInstant;
  delivers_express: unknown;
  delivers_community: unknown;
  delivers_pickup: unknown;
  per_user_limit: number | null;
  available: number | null;
  merchant_id: number | null;
  merchant_document_id: string | null;
  merchant_state: string | null;
  level_threshold: number | null;
  category_ids: string | null;
}

const PICTURE = `(select f.url from files_related_mph m join files f on f.id = m.file_id
  where m.related_type = ? and m.field = ? and m.related_id = ?? order by m."order", m.id limit 1)`;

/** Orders of more lines are rare, and every number of ids is a statement of its own on each connection. */
const MOST_PREPARED_IDS = 10;

/**
 * PostgreSQL needs ten times longer to plan this statement than to run it, so each connection keeps its plan under a name.
 * The columns are named one by one, so that a later version's new columns do not make the plan invalid.
 */
const preparedAs = (idCount: number): { name?: string } =>
  idCount <= MOST_PREPARED_IDS ? { name: `sellable-skus-${idCount}` } : {};

/** Everything an order needs to know about SKUs, in one statement; unknown ids are left out. */
export async function readSellableSkus(connection: Queries, documentIds: readonly string[]): Promise<SellableSkuRow[]> {
  const isPostgres = (connection.client as { config: { client: string } }).config.client.startsWith('p');
  const list = isPostgres ? `string_agg(c.category_id::text, ',')` : `group_concat(c.category_id, ',')`;
  return (await connection('skus as s')
    .join('skus_product_lnk as l', 'l.sku_id', 's.id')
    .join('products as p', 'p.id', 'l.product_id')
    .leftJoin('inventories as i', 'i.sku_id', 's.id')
    .leftJoin('products_merchant_lnk as pm', 'pm.product_id', 'p.id')
    .leftJoin('merchants as me', 'me.id', 'pm.merchant_id')
    .leftJoin('products_member_level_lnk as pl', 'pl.product_id', 'p.id')
    .leftJoin('member_levels as ml', 'ml.id', 'pl.member_level_id')
    .whereIn('s.document_id', documentIds)
    .options(preparedAs(documentIds.length))
    .select(
      { sku_id: 's.id', sku_document_id: 's.document_id', sku_code: 's.code', sku_enabled: 's.enabled' },
      { product_id: 'p.id', product_document_id: 'p.document_id', merchant_id: 'me.id' },
      { merchant_document_id: 'me.document_id', merchant_state: 'me.state', level_threshold: 'ml.growth_threshold' },
      ...['s.specs', 's.price', 's.weight_grams', 'p.name', 'p.kind', 'p.state', 'p.list_at', 'p.delist_at'],
      ...['p.delivers_express', 'p.delivers_community', 'p.delivers_pickup', 'p.per_user_limit', 'i.available'],
      connection.raw(`${PICTURE} as sku_image`, ['api::catalog.sku', 'image', 's.id']),
      connection.raw(`${PICTURE} as cover`, ['api::catalog.product', 'cover', 'p.id']),
      connection.raw(`(select ${list} from products_categories_lnk c where c.product_id = p.id) as category_ids`),
    )) as SellableSkuRow[];
}
