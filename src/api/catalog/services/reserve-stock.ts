import type { Trx } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import {
  changeOf,
  mergeLines,
  type MovedStock,
  type Movement,
  moveStock,
  recordMovements,
  type StockChange,
  type StockLine,
} from '../store/stock';

export interface ReserveStock {
  orderNo: string;
  lines: StockLine[];
  at: Date;
}

const factory = () => ({
  /**
   * Takes pieces out of `available` for an order, in the caller's transaction; SKUs are locked by id.
   * @throws Refusal InsufficientStockError; `details.items` lists every short SKU (documentId) and what is left of it
   */
  async reserveStock(trx: Trx, { orderNo, lines, at }: ReserveStock): Promise<StockChange[]> {
    const reserved: MovedStock[] = [];
    const short: number[] = [];
    for (const { skuId, quantity } of mergeLines(lines)) {
      const movement: Movement = {
        skuId,
        operationKey: `reserve:${orderNo}:${skuId}`,
        reason: 'reserve',
        available: -quantity,
        reserved: quantity,
        sold: 0,
        orderNo,
      };
      const availableAfter = await moveStock(trx, movement, at);
      if (availableAfter === null) short.push(skuId);
      else reserved.push({ movement, availableAfter });
    }
    if (short.length > 0) throw new Refusal('InsufficientStockError', { items: await readShortItems(trx, short) });
    await recordMovements(trx, reserved, at);
    return reserved.map(changeOf);
  },
});

async function readShortItems(trx: Trx, skuIds: number[]): Promise<{ skuId: string; available: number }[]> {
  const rows = (await trx('skus as s')
    .leftJoin('inventories as i', 'i.sku_id', 's.id')
    .whereIn('s.id', skuIds)
    .orderBy('s.id')
    .select('s.document_id', 'i.available')) as { document_id: string; available: number | null }[];
  return rows.map((row) => ({ skuId: row.document_id, available: row.available ?? 0 }));
}

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::catalog.reserve-stock': ReturnType<typeof factory>;
  }
}
