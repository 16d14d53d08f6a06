import type { Trx } from '../../../platform/database/in-transaction';
import { toInteger } from '../../../platform/database/rows';

/** What an order still holds of a SKU: reserved, and neither released nor sold yet. */
export interface OpenReservation {
  skuId: number;
  productId: number | null;
  quantity: number;
}

/** The order's open reservations by SKU id, read from the movements, so that nobody can give back what was never taken. */
export async function openReservations(trx: Trx, orderNo: string): Promise<OpenReservation[]> {
  const rows = (await trx('stock_movements as m')
    .leftJoin('skus_product_lnk as l', 'l.sku_id', 'm.sku_id')
    .where('m.order_no', orderNo)
    .groupBy('m.sku_id', 'l.product_id')
    .having(trx.raw('sum(m.reserved_change) > 0'))
    .orderBy('m.sku_id')
    .select('m.sku_id', 'l.product_id', trx.raw('sum(m.reserved_change) as quantity'))) as {
    sku_id: number;
    product_id: number | null;
    quantity: unknown;
  }[];
  return rows.map((row) => ({ skuId: row.sku_id, productId: row.product_id, quantity: toInteger(row.quantity) }));
}

/** Adds pieces (or takes them away again) to the sales figure of products, by product id. */
export async function addSales(
  trx: Trx,
  sales: readonly { productId: number | null; quantity: number }[],
): Promise<void> {
  const byProduct = new Map<number, number>();
  for (const { productId, quantity } of sales)
    if (productId !== null) byProduct.set(productId, (byProduct.get(productId) ?? 0) + quantity);
  for (const [productId, quantity] of [...byProduct].sort(([a], [b]) => a - b)) {
    await trx('products')
      .where('id', productId)
      .update({ sales: trx.raw('coalesce(sales, 0) + ?', [quantity]) });
  }
}
