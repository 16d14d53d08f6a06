import { randomBytes } from 'node:crypto';
import type {} from '../../src/api/catalog/services/adjust-stock';
import { getService } from '../../src/platform/get-service';
import { application } from './api';

export interface MadeSku {
  id: number;
  documentId: string;
  code: string;
}

export interface MadeProduct {
  id: number;
  documentId: string;
  skus: MadeSku[];
}

/** A product on sale with one SKU per price (fen); stock is set apart. */
export async function makeProduct(prices: number[], data: Record<string, unknown> = {}): Promise<MadeProduct> {
  const { strapi } = application();
  // All files of a worker share one database, so a counter would begin anew in each of them.
  const serial = randomBytes(5).toString('hex');
  const product = await strapi
    .documents('api::catalog.product')
    .create({ data: { name: `测试商品 ${serial}`, state: 'on_sale', ...data } as never });
  const skus: MadeSku[] = [];
  for (const [index, price] of prices.entries()) {
    const code = `T-${serial}-${index}`;
    const specs = { 规格: `第 ${index + 1} 款` };
    const sku = await strapi
      .documents('api::catalog.sku')
      .create({ data: { product: product.id, code, price, specs } as never });
    skus.push({ id: Number(sku.id), documentId: sku.documentId, code });
  }
  return { id: Number(product.id), documentId: product.documentId, skus };
}

const DELIVERY = '测试到货';

/** Brings what is on sale of a SKU to this number by the book: with a movement that explains it, and announced. */
export async function setStock(skuId: number, available: number): Promise<void> {
  const { strapi } = application();
  const row: unknown = await strapi.db
    .connection('inventories')
    .where('sku_id', skuId)
    .first('document_id', 'available');
  const inventory = row as { document_id: string; available: number };
  const delta = available - inventory.available;
  if (delta === 0) return;
  await getService(strapi, 'api::catalog.adjust-stock').adjustStock({
    inventoryDocumentId: inventory.document_id,
    delta,
    reason: DELIVERY,
    operator: 'test',
  });
}

export interface StockMovementRow {
  reason: string;
  available_change: number;
  available_after: number;
}

/** What happened to a SKU's stock, oldest first, without the deliveries of `setStock`. */
export async function movementsOf(skuId: number): Promise<StockMovementRow[]> {
  const rows: unknown = await application()
    .strapi.db.connection('stock_movements')
    .where('sku_id', skuId)
    .andWhere((query) => void query.whereNull('note').orWhereNot('note', DELIVERY))
    .orderBy('id');
  return rows as StockMovementRow[];
}

export interface Stock {
  available: number;
  reserved: number;
  sold: number;
}

export async function stockOf(skuId: number): Promise<Stock> {
  const columns = ['available', 'reserved', 'sold'];
  const row: unknown = await application().strapi.db.connection('inventories').where('sku_id', skuId).first(columns);
  return { ...(row as Stock) };
}

/** The SQL statements that run while this work runs; waits first until nothing else is going on. */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const { connection } = application().strapi.db;
  await new Promise((resolve) => setTimeout(resolve, 200));
  const statements: string[] = [];
  const listen = ({ sql }: { sql: string }) => statements.push(sql);
  connection.on('query', listen);
  await work();
  connection.removeListener('query', listen);
  return statements.filter((sql) => !/^(begin|commit|rollback)/i.test(sql));
}
