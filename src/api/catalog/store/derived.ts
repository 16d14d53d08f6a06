import type { Trx } from '../../../platform/database/in-transaction';
import { newRow } from '../../../platform/database/rows';

const OF_PRODUCT = `from skus s join skus_product_lnk l on l.sku_id = s.id where l.product_id = products.id and s.enabled`;

/**
 * Recomputes the price range and search text of products from what staff wrote; `null` means all of them.
 * The market price is that of the cheapest SKU, because the two are shown side by side.
 */
export async function refreshProducts(trx: Trx, productIds: readonly number[] | null): Promise<void> {
  if (productIds?.length === 0) return;
  const update = trx('products');
  if (productIds) void update.whereIn('id', productIds);
  await update.update({
    min_price: trx.raw(`coalesce((select min(s.price) ${OF_PRODUCT}), 0)`),
    max_price: trx.raw(`coalesce((select max(s.price) ${OF_PRODUCT}), 0)`),
    market_price: trx.raw(`(select s.market_price ${OF_PRODUCT} order by s.price, s.id limit 1)`),
    search_text: trx.raw(`lower(name || ' ' || coalesce(subtitle, '') || ' ' || coalesce(tags, ''))`),
  });
}

/** The products these SKUs belong to. */
export async function productsOfSkus(trx: Trx, skuIds: readonly number[]): Promise<number[]> {
  return (await trx('skus_product_lnk').whereIn('sku_id', skuIds).pluck('product_id')) as number[];
}

/** Gives new SKUs their inventory row; a SKU that has one keeps it. */
export async function createInventories(trx: Trx, skuIds: readonly number[], at: Date): Promise<void> {
  if (skuIds.length === 0) return;
  const empty = { available: 0, reserved: 0, sold: 0, low_stock_threshold: 0 };
  await trx('inventories')
    .insert(skuIds.map((skuId) => ({ ...newRow(at), ...empty, sku_id: skuId })))
    .onConflict('sku_id')
    .ignore();
}

/** What operations hold is not on sale, whoever saved what; `null` means all products. */
export async function takeHeldOffSale(trx: Trx, productIds: readonly number[] | null): Promise<void> {
  const held = trx('products').where({ held_by_operations: true, state: 'on_sale' });
  if (productIds) void held.whereIn('id', productIds);
  await held.update({ state: 'off_sale' });
}
