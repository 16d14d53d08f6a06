import type { Trx } from '../../../platform/database/in-transaction';
import { type LockedOrder, lockOrder } from './locked-order';
import { lockPayments, type PaymentRow, type RefundRow } from './payment-rows';

export interface LockedRefund {
  order: LockedOrder;
  payment: PaymentRow;
  refund: RefundRow;
}

/** Locks a refund with all it belongs to, in the one order everybody locks in: order, payment, refund. */
export async function lockRefund(
  trx: Trx,
  known: Pick<RefundRow, 'id' | 'order_id' | 'payment_id'>,
): Promise<LockedRefund> {
  const order = await lockOrder(trx, known.order_id);
  const payments = await lockPayments(trx, known.order_id);
  const payment = payments.find(({ id }) => id === known.payment_id);
  const refund = await trx('refunds').where({ id: known.id }).forUpdate().first<RefundRow | undefined>();
  if (!payment || !refund) throw new Error(`refund ${known.id} lost its payment`);
  return { order, payment, refund };
}
