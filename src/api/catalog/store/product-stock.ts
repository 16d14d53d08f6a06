import type { Core } from '@strapi/strapi';

/** Whether any enabled SKU of each product is available, by product id; products without SKUs are left out. */
export async function readInStock(
  strapi: Core.Strapi,
  productIds: readonly number[],
): Promise<Map<number, Record<string, unknown>>> {
  const { connection } = strapi.db;
  const rows = (await connection('skus_product_lnk as l')
    .join('skus as s', 's.id', 'l.sku_id')
    .join('inventories as i', 'i.sku_id', 's.id')
    .whereIn('l.product_id', productIds)
    .andWhere('s.enabled', true)
    .groupBy('l.product_id')
    .select('l.product_id', connection.raw('max(i.available) as most'))) as { product_id: number; most: unknown }[];
  return new Map(rows.map((row) => [row.product_id, { inStock: Number(row.most) > 0 }]));
}
