import type { Trx } from '../../../platform/database/in-transaction';
import { addSales } from '../store/reservations';
import { applyMovements, mergeLines, type StockChange, type StockLine } from '../store/stock';

export interface ReturnStock {
  /** What brings the pieces back (refund or after-sale number): the same operation counts once. */
  operationNo: string;
  orderNo: string;
  lines: StockLine[];
  at: Date;
}

const factory = () => ({
  /** Puts sold pieces back on sale, in the caller's transaction: a refund before shipping, or goods that came back. */
  async returnStock(trx: Trx, { operationNo, orderNo, lines, at }: ReturnStock): Promise<StockChange[]> {
    const keyOf = (skuId: number) => `return:${operationNo}:${skuId}`;
    const merged = mergeLines(lines);
    const done = (await trx('stock_movements')
      .whereIn(
        'operation_key',
        merged.map(({ skuId }) => keyOf(skuId)),
      )
      .pluck('operation_key')) as string[];
    const open = merged.filter(({ skuId }) => !done.includes(keyOf(skuId)));
    const changes = await applyMovements(
      trx,
      open.map(({ skuId, quantity }) => ({
        skuId,
        operationKey: keyOf(skuId),
        reason: 'return_to_stock',
        available: quantity,
        reserved: 0,
        sold: -quantity,
        orderNo,
      })),
      at,
    );
    const products = await productsOf(trx, open);
    await addSales(
      trx,
      open.map(({ skuId, quantity }) => ({ productId: products.get(skuId) ?? null, quantity: -quantity })),
    );
    return changes;
  },
});

async function productsOf(trx: Trx, lines: readonly StockLine[]): Promise<Map<number, number>> {
  const skuIds = lines.map(({ skuId }) => skuId);
  const rows = (await trx('skus_product_lnk').whereIn('sku_id', skuIds).select('sku_id', 'product_id')) as {
    sku_id: number;
    product_id: number;
  }[];
  return new Map(rows.map((row) => [row.sku_id, row.product_id]));
}

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::catalog.return-stock': ReturnType<typeof factory>;
  }
}
