import type { Trx } from '../../../platform/database/in-transaction';
import type { Services } from '../../../platform/get-service';

/** An order as the order feature takes it from whoever has locked it. */
export type LockedOrder = Parameters<Services['api::order.advance-paid-order']>[1]['order'];

/** Locks the order of a payment: the first lock of every transaction that moves its money. */
export async function lockOrder(trx: Trx, orderId: number): Promise<LockedOrder> {
  const order = await trx('orders').where({ id: orderId }).forUpdate().first<LockedOrder | undefined>();
  if (!order) throw new Error(`order ${orderId} does not exist`);
  return order;
}
