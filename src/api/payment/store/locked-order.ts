import type { Trx } from '../../../platform/database/in-transaction';
import { columnsOf } from '../../../platform/database/rows';
import type { Services } from '../../../platform/get-service';

/** An order as the order feature takes it from whoever has locked it. */
export type LockedOrder = Parameters<Services['api::order.advance-paid-order']>[1]['order'];

const COLUMNS = columnsOf<LockedOrder>({
  id: true,
  document_id: true,
  order_no: true,
  type: true,
  state: true,
  user_id: true,
  merchant_id: true,
  items_amount: true,
  discount_amount: true,
  freight_amount: true,
  pay_amount: true,
  paid_amount: true,
  refunded_amount: true,
  points_used: true,
  points_to_earn: true,
  points_earned: true,
  adjustments: true,
  delivery_mode: true,
  delivery: true,
  pickup_point_id: true,
  pickup_code: true,
  remark: true,
  expires_at: true,
  paid_at: true,
  completed_at: true,
  closed_at: true,
  close_reason: true,
  created_at: true,
});

/** Locks the order of a payment: the first lock of every transaction that moves its money. */
export async function lockOrder(trx: Trx, orderId: number): Promise<LockedOrder> {
  const order = await trx('orders').where({ id: orderId }).forUpdate().first<LockedOrder | undefined>(trx.raw(COLUMNS));
  if (!order) throw new Error(`order ${orderId} does not exist`);
  return order;
}
