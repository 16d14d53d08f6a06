import type { Core } from '@strapi/strapi';
import type { Queries } from '../../../platform/database/queries';
import type { StoredInstant } from '../../../platform/database/rows';

export interface GoodRow {
  document_id: string;
  name: string;
  cover: string | null;
  kind: 'physical' | 'virtual';
  delivers_express: boolean | number;
  delivers_pickup: boolean | number;
  points: number;
  price: number;
  per_user_limit: number;
  state: 'draft' | 'on_sale' | 'off_sale';
  list_at: StoredInstant;
  delist_at: StoredInstant;
  sku_id: number;
  sku_document_id: string;
  available: number;
}

const COVER = `(select f.url from files_related_mph m join files f on f.id = m.file_id
  where m.related_type = ? and m.field = ? and m.related_id = ?? order by m."order", m.id limit 1)`;

/** A good with its stock as it stands now. */
export async function findGood(connection: Queries, documentId: string): Promise<GoodRow | undefined> {
  return connection('points_goods as g')
    .join('skus as s', 's.id', 'g.sku_id')
    .join('inventories as i', 'i.id', 'g.inventory_id')
    .where('g.document_id', documentId)
    .first(
      ...['g.document_id', 'g.name', 'g.kind', 'g.delivers_express', 'g.delivers_pickup', 'g.points', 'g.price'],
      ...['g.per_user_limit', 'g.state', 'g.list_at', 'g.delist_at', 'g.sku_id', 'i.available'],
      's.document_id as sku_document_id',
      connection.raw(`${COVER} as cover`, ['api::points.points-good', 'cover', 'g.id']),
    ) as Promise<GoodRow | undefined>;
}

/** What is left of each good, by row id, for lists. */
export async function readGoodsStock(
  strapi: Core.Strapi,
  ids: readonly number[],
): Promise<Map<number, Record<string, unknown>>> {
  const rows = (await strapi.db
    .connection('points_goods as g')
    .join('inventories as i', 'i.id', 'g.inventory_id')
    .whereIn('g.id', ids)
    .select('g.id', 'i.available as stock')) as { id: number; stock: number }[];
  return new Map(rows.map(({ id, stock }) => [id, { stock }]));
}

/** The inventory behind a good; undefined when there is no such good. */
export async function findInventoryOfGood(connection: Queries, documentId: string): Promise<string | undefined> {
  const row = (await connection('points_goods as g')
    .join('inventories as i', 'i.id', 'g.inventory_id')
    .where('g.document_id', documentId)
    .first('i.document_id')) as { document_id: string } | undefined;
  return row?.document_id;
}
