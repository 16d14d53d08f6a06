import { randomBytes } from 'node:crypto';
import { application } from './api';

let serial = 0;

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
  serial += 1;
  const product = await strapi
    .documents('api::catalog.product')
    .create({ data: { name: `测试商品 ${serial}`, state: 'on_sale', ...data } as never });
  const skus: MadeSku[] = [];
  for (const [index, price] of prices.entries()) {
    const code = `T-${randomBytes(4).toString('hex')}-${serial}-${index}`;
    const specs = { 规格: `第 ${index + 1} 款` };
    const sku = await strapi
      .documents('api::catalog.sku')
      .create({ data: { product: product.id, code, price, specs } as never });
    skus.push({ id: Number(sku.id), documentId: sku.documentId, code });
  }
  return { id: Number(product.id), documentId: product.documentId, skus };
}

/** Sets what is on sale of a SKU, as a delivery from nowhere. */
export async function setStock(skuId: number, available: number): Promise<void> {
  await application().strapi.db.connection('inventories').where('sku_id', skuId).update({ available });
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
