import type { Knex } from 'knex';
import type { HandoverLine, HandoverUnits } from '../../../domain/order/handover';
import type { Trx } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import type { OrderRow } from './order-rows';

/** Who may reach which orders: a merchant its own, operations (null) all. */
export interface FulfilmentScope {
  merchantId: number | null;
}

/** Who hands over, as order log and audit log name people. */
export interface Operator {
  type: 'admin' | 'user';
  name: string;
}

/** Locks an order within a scope; one outside of it is as good as none. @throws Refusal NotFoundError */
export async function lockScopedOrder(trx: Trx, orderNo: string, { merchantId }: FulfilmentScope): Promise<OrderRow> {
  const owner = merchantId === null ? {} : { merchant_id: merchantId };
  const order = await trx('orders')
    .where({ order_no: orderNo, ...owner })
    .forUpdate()
    .first<OrderRow | undefined>();
  if (!order) throw new Refusal('NotFoundError', { orderNo });
  return order;
}

interface LineRow {
  id: number;
  sku_document_id: string;
  name: string;
  quantity: number;
  shipped_quantity: number;
  cancelled_quantity: number;
}

/** The lines of an order as far as handing them over goes; read them with the order locked. */
export async function handoverLinesOf(connection: Knex, orderId: number): Promise<HandoverLine[]> {
  const columns = ['id', 'sku_document_id', 'name', 'quantity', 'shipped_quantity', 'cancelled_quantity'];
  const rows = (await connection('order_items')
    .where({ order_id: orderId })
    .orderBy('line_no')
    .select(columns)) as LineRow[];
  return rows.map((row) => ({
    lineId: row.id,
    skuId: row.sku_document_id,
    name: row.name,
    quantity: row.quantity,
    shipped: row.shipped_quantity,
    cancelled: row.cancelled_quantity,
  }));
}

/** Pieces of an order that go together. */
export interface Handover {
  order: Pick<OrderRow, 'state'>;
  units: readonly HandoverUnits[];
  at: Date;
}

/** Counts pieces as handed over; the statement itself refuses more than are left. @throws Refusal OrderStateError */
export async function handOver(trx: Trx, { order, units, at }: Handover): Promise<void> {
  for (const { lineId, skuId, quantity } of units) {
    const changed = await trx('order_items')
      .where({ id: lineId })
      .whereRaw('shipped_quantity + cancelled_quantity + ? <= quantity', [quantity])
      .update({ shipped_quantity: trx.raw('shipped_quantity + ?', [quantity]), updated_at: at });
    if (changed === 0) throw new Refusal('OrderStateError', { status: order.state, reason: 'not_enough_left', skuId });
  }
}

/** Orders of which nothing is left to send and which still do not know when they complete. */
export async function findStoppedClocks(connection: Knex, limit: number): Promise<number[]> {
  const open = connection('order_items as i')
    .whereRaw('i.order_id = o.id')
    .whereRaw('i.shipped_quantity + i.cancelled_quantity < i.quantity');
  const rows = (await connection('orders as o')
    .where('o.state', 'shipped')
    .whereNull('o.complete_due_at')
    .whereNotExists(open)
    .orderBy('o.id')
    .limit(limit)
    .select('o.id')) as { id: number }[];
  return rows.map(({ id }) => id);
}
