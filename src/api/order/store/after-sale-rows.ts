import type { Knex } from 'knex';
import type { AfterSaleItem, AfterSaleStatus, AfterSaleType, StandingCase } from '../../../domain/after-sale/types';
import type { OrderStatus } from '../../../domain/order/types';
import { fen } from '../../../domain/shared/fen';
import type { Trx } from '../../../platform/database/in-transaction';
import { fromJson, type StoredInstant } from '../../../platform/database/rows';
import { Refusal } from '../../../platform/errors/refusal';

export interface AfterSaleRow {
  id: number;
  document_id: string;
  after_sale_no: string;
  order_id: number;
  order_no: string;
  user_id: number;
  merchant_id: number | null;
  type: AfterSaleType;
  state: AfterSaleStatus;
  /** JSON of CaseItem[] */
  items: unknown;
  amount: number;
  freight_amount: number;
  reason: string;
  /** JSON of string[] */
  images: unknown;
  decided_by: string | null;
  decided_at: StoredInstant;
  decision_note: string | null;
  return_carrier: string | null;
  return_tracking_no: string | null;
  return_shipped_at: StoredInstant;
  received_at: StoredInstant;
  refunded_at: StoredInstant;
  due_at: StoredInstant;
  created_at: StoredInstant;
}

/** An item as it is stored with its case: the units and their money, and what to call them. */
export interface CaseItem extends AfterSaleItem {
  readonly lineId: number;
  readonly skuId: string;
  readonly name: string;
  readonly image: string | null;
}

export const itemsOfCase = (row: Pick<AfterSaleRow, 'items'>): CaseItem[] => fromJson<CaseItem[]>(row.items) ?? [];

/** A case and the id of its order, unlocked: to know which order to lock first. */
export async function findCase(connection: Knex, afterSaleNo: string): Promise<AfterSaleRow | undefined> {
  return connection('after_sales').where({ after_sale_no: afterSaleNo }).first<AfterSaleRow | undefined>();
}

/** Locks a case; call with its order locked. */
export async function lockCase(trx: Trx, id: number): Promise<AfterSaleRow> {
  const row = await trx('after_sales').where({ id }).forUpdate().first<AfterSaleRow | undefined>();
  if (!row) throw new Error(`after-sale case ${id} does not exist`);
  return row;
}

/** What the cases of an order that still stand have taken or will take. */
export async function standingCases(trx: Trx, orderId: number): Promise<StandingCase[]> {
  const rows = await trx('after_sales')
    .where({ order_id: orderId })
    .whereNotIn('state', ['rejected', 'cancelled'])
    .orderBy('id')
    .select<AfterSaleRow[]>('items', 'amount', 'freight_amount');
  return rows.map((row) => ({
    items: itemsOfCase(row),
    freightAmount: fen(row.freight_amount),
    amount: fen(row.amount),
  }));
}

/** Counts the units a case takes to those that are not shipped any more. */
export async function holdUnshipped(trx: Trx, items: readonly CaseItem[]): Promise<void> {
  await countUnshipped(trx, items, 1);
}

/** Once an order has come this far nobody hands anything over any more. */
const OVER: ReadonlySet<OrderStatus> = new Set(['completed', 'refunded']);

/**
 * A case ends without a refund: the units it kept from being shipped go out after all. So the order does not go back whole any
 * more, and cases that still wait for a decision lose the freight that would have gone with its last units.
 * @throws Refusal OrderStateError when the order ended meanwhile: then only their money can go back
 */
export async function releaseUnshipped(
  trx: Trx,
  order: { id: number; state: OrderStatus },
  row: AfterSaleRow,
): Promise<void> {
  const items = itemsOfCase(row).filter(({ unshipped }) => unshipped > 0);
  if (items.length === 0) return;
  if (OVER.has(order.state))
    throw new Refusal(
      'OrderStateError',
      { status: order.state, reason: 'never_handed_over' },
      {
        zh: '订单已结束，这些商品没有发出，只能退款',
        en: 'The order is over and these items were never handed over, so only their money can go back',
      },
    );
  await countUnshipped(trx, items, -1);
  await trx('after_sales')
    .where({ order_id: order.id, state: 'pending' })
    .andWhere('freight_amount', '>', 0)
    .update({ amount: trx.raw('amount - freight_amount'), freight_amount: 0 });
}

async function countUnshipped(trx: Trx, items: readonly CaseItem[], direction: 1 | -1): Promise<void> {
  for (const { lineId, unshipped } of items) {
    if (unshipped === 0) continue;
    await trx('order_items')
      .where({ id: lineId })
      .update({ cancelled_quantity: trx.raw('cancelled_quantity + ?', [direction * unshipped]) });
  }
}
