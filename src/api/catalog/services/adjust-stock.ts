import { createId } from '@paralleldrive/cuid2';
import type { Core } from '@strapi/strapi';
import { writeAudit } from '../../../platform/audit';
import { now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import { getService } from '../../../platform/get-service';
import { findEarlierResult, rememberResult } from '../../../platform/http/idempotency';
import { changeOf, type Movement, moveStock, recordMovements, type StockChange } from '../store/stock';

const MAX_DELTA = 1_000_000;
const MAX_AVAILABLE = 100_000_000;

export interface AdjustStock {
  inventoryDocumentId: string;
  /** Pieces to add; negative to take away. A delta, because a form would overwrite every sale made since it was opened. */
  delta: number;
  /** Why, in the operator's words; kept with the movement and in the audit log. */
  reason: string;
  /** Who, as the audit log names people. */
  operator: string;
  operatorType?: 'admin' | 'user' | 'system';
  /** The caller's key and row id, where there is one: the same request twice moves stock once. */
  idempotency?: { key: string | null; userId: number };
}

const factory = ({ strapi }: { strapi: Core.Strapi }) => ({
  /**
   * Changes what is on sale of a SKU by hand, in a transaction of its own, with movement and audit entry.
   * @returns the new `available`
   * @throws Refusal ValidationError, NotFoundError, IdempotencyConflictError, or InsufficientStockError when less is left than
   *   shall be taken away
   */
  async adjustStock(input: AdjustStock): Promise<{ available: number }> {
    assertValid(input);
    const done = await inTransaction(strapi, (trx) => adjustOnce(strapi, trx, input));
    if (typeof done === 'number') return { available: done };
    await getService(strapi, 'api::catalog.announce-stock').announceStock([done]);
    return { available: done.availableAfter };
  },
});

function assertValid({ delta, reason }: AdjustStock): void {
  const isPossible = Number.isSafeInteger(delta) && delta !== 0 && Math.abs(delta) <= MAX_DELTA;
  if (!isPossible) {
    throw new Refusal(
      'ValidationError',
      { field: 'delta' },
      { zh: '请输入不为 0 的整数', en: 'Enter a whole number other than 0' },
    );
  }
  if (reason.trim() === '' || reason.length > 200) {
    throw new Refusal(
      'ValidationError',
      { field: 'reason' },
      { zh: '请填写调整原因（200 字以内）', en: 'Say why, in up to 200 characters' },
    );
  }
}

/** @returns the change, or what the first of two equal requests left available */
async function adjustOnce(strapi: Core.Strapi, trx: Trx, input: AdjustStock): Promise<StockChange | number> {
  const { inventoryDocumentId, delta, reason, idempotency } = input;
  const { key = null, userId = 0 } = idempotency ?? {};
  const call = {
    scope: 'stock-adjustments',
    userId,
    key,
    input: [inventoryDocumentId, delta, reason],
    at: now(strapi),
  };
  const earlier = await findEarlierResult(trx, call);
  if (earlier !== null) return Number(earlier);
  const change = await adjust(strapi, trx, input);
  await rememberResult(trx, call, String(change.availableAfter));
  return change;
}

interface InventoryRow {
  sku_id: number | null;
  available: number;
}

async function adjust(strapi: Core.Strapi, trx: Trx, input: AdjustStock): Promise<StockChange> {
  const at = now(strapi);
  const inventory = (await trx('inventories')
    .where('document_id', input.inventoryDocumentId)
    .first('sku_id', 'available')) as InventoryRow | undefined;
  if (!inventory?.sku_id) throw new Refusal('NotFoundError');
  if (inventory.available + input.delta > MAX_AVAILABLE) throw new Refusal('ValidationError', { field: 'delta' });
  const movement: Movement = {
    skuId: inventory.sku_id,
    operationKey: `adjust:${createId()}`,
    reason: 'adjust',
    available: input.delta,
    reserved: 0,
    sold: 0,
    operator: input.operator,
    note: input.reason.trim(),
  };
  const availableAfter = await moveStock(trx, movement, at);
  if (availableAfter === null) throw await shortageOf(trx, movement.skuId, inventory.available);
  const moved = { movement, availableAfter };
  await recordMovements(trx, [moved], at);
  const change = changeOf(moved);
  await writeAudit(strapi, trx, {
    actorType: input.operatorType ?? 'admin',
    actor: input.operator,
    action: 'inventory.adjust',
    subject: 'api::catalog.inventory',
    subjectId: input.inventoryDocumentId,
    before: { available: change.availableBefore },
    after: { available: availableAfter, reason: movement.note },
    at,
  });
  return change;
}

/** Named as in every other refusal for want of stock, and as the number alone for the form of the panel. */
async function shortageOf(trx: Trx, skuRow: number, available: number): Promise<Refusal> {
  const sku = (await trx('skus').where('id', skuRow).first('document_id')) as { document_id: string } | undefined;
  return new Refusal(
    'InsufficientStockError',
    { available, items: [{ skuId: sku?.document_id, available }] },
    { zh: `可售库存只有 ${available}，不能减少这么多`, en: `Only ${available} are left` },
  );
}

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::catalog.adjust-stock': ReturnType<typeof factory>;
  }
}
