import { createNumber } from '../../../platform/database/numbers';
import type { Trx } from '../../../platform/database/in-transaction';
import { newRow } from '../../../platform/database/rows';
import type { PaymentRow, RefundRow } from './payment-rows';

export interface RefundIntent {
  payment: PaymentRow;
  /** Fen; what is left to refund is guarded by a CHECK on the payment. */
  amount: number;
  reason: RefundRow['reason'];
  at: Date;
}

/**
 * Writes down that money must go back, with the number it will carry for ever. WeChat is called later, outside any transaction,
 * and as often as needed with this number, so a crash or a retry can never pay twice.
 */
export async function openRefund(trx: Trx, { payment, amount, reason, at }: RefundIntent): Promise<void> {
  await trx('payments')
    .where({ id: payment.id })
    .update({ refunding_amount: trx.raw('refunding_amount + ?', [amount]), updated_at: at });
  await trx('refunds').insert({
    ...newRow(at),
    payment_id: payment.id,
    order_id: payment.order_id,
    order_no: payment.order_no,
    out_refund_no: createNumber('R', at),
    amount,
    reason,
    state: 'created',
    attempts: 0,
    next_attempt_at: at,
  });
}
