import type { Trx } from '../../../platform/database/in-transaction';
import { newRow } from '../../../platform/database/rows';
import { together } from '../../../platform/database/together';

/** Pieces of one SKU; `skuId` is the row id. */
export interface StockLine {
  skuId: number;
  quantity: number;
}

/** What a stock service did to a SKU. Hand all changes of a transaction to `announce-stock` after it has committed. */
export interface StockChange {
  skuId: number;
  availableBefore: number;
  availableAfter: number;
}

export type MovementReason = 'reserve' | 'release' | 'sell' | 'return_to_stock' | 'adjust' | 'import' | 'correct';

export interface Movement {
  skuId: number;
  /** Unique in the database: the same operation moves stock once. */
  operationKey: string;
  reason: MovementReason;
  available: number;
  reserved: number;
  sold: number;
  orderNo?: string;
  operator?: string;
  note?: string;
}

/** A movement, and what it left available. */
export interface MovedStock {
  movement: Movement;
  availableAfter: number;
}

/** One line per SKU, by SKU id: the order in which every transaction locks inventories. */
export function mergeLines(lines: readonly StockLine[]): StockLine[] {
  const bySku = new Map<number, number>();
  for (const { skuId, quantity } of lines) {
    if (!Number.isSafeInteger(quantity) || quantity < 1) throw new RangeError(`not a quantity: ${quantity}`);
    bySku.set(skuId, (bySku.get(skuId) ?? 0) + quantity);
  }
  return [...bySku].map(([skuId, quantity]) => ({ skuId, quantity })).sort((a, b) => a.skuId - b.skuId);
}

/**
 * Changes the inventory row of a movement in one conditional statement, so that parallel changes cannot undo one another.
 * @returns what `available` is now; null when a column would fall below 0 or there is no such inventory
 */
export async function moveStock(trx: Trx, movement: Movement, at: Date): Promise<number | null> {
  const deltas = { available: movement.available, reserved: movement.reserved, sold: movement.sold };
  const changed = Object.entries(deltas).filter(([, delta]) => delta !== 0);
  const update = trx('inventories').where('sku_id', movement.skuId);
  // Only what falls is guarded: a guard on the way up would keep sold-out stock from ever coming back.
  for (const [column, delta] of changed) if (delta < 0) void update.where(column, '>=', -delta);
  const rows = (await update
    .update({
      ...Object.fromEntries(changed.map(([column, delta]) => [column, trx.raw('?? + ?', [column, delta])])),
      updated_at: at,
    })
    .returning('available')) as { available: number }[];
  return rows[0]?.available ?? null;
}

/** Writes movements and what they left behind; a repeated operation key fails the caller's transaction. */
export async function recordMovements(trx: Trx, movements: readonly MovedStock[], at: Date): Promise<void> {
  if (movements.length === 0) return;
  await trx('stock_movements').insert(
    movements.map(({ movement, availableAfter }) => ({
      ...newRow(at),
      sku_id: movement.skuId,
      operation_key: movement.operationKey,
      reason: movement.reason,
      available_change: movement.available,
      reserved_change: movement.reserved,
      sold_change: movement.sold,
      available_after: availableAfter,
      order_no: movement.orderNo ?? null,
      operator: movement.operator ?? null,
      note: movement.note ?? null,
    })),
  );
}

/** Applies movements that the books say must be possible, in their order. @throws Error when the books are wrong */
export async function moveAll(trx: Trx, movements: readonly Movement[], at: Date): Promise<MovedStock[]> {
  return together(
    movements.map(async (movement) => {
      const availableAfter = await moveStock(trx, movement, at);
      if (availableAfter === null) throw new Error(`stock of SKU ${movement.skuId} refuses ${movement.operationKey}`);
      return { movement, availableAfter };
    }),
  );
}

/** Applies and records movements. @throws Error when the books are wrong */
export async function applyMovements(trx: Trx, movements: readonly Movement[], at: Date): Promise<StockChange[]> {
  const moved = await moveAll(trx, movements, at);
  await recordMovements(trx, moved, at);
  return moved.map(changeOf);
}

export const changeOf = ({ movement, availableAfter }: MovedStock): StockChange => ({
  skuId: movement.skuId,
  availableBefore: availableAfter - movement.available,
  availableAfter,
});
