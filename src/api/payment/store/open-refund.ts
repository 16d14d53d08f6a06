import { Refusal } from '../../../platform/errors/refusal';
import { createNumber } from '../../../platform/database/numbers';
import type { Trx } from '../../../platform/database/in-transaction';
import { newRow } from '../../../platform/database/rows';
import type { PaymentRow, RefundRow } from './payment-rows';

export interface RefundIntent {
  payment: PaymentRow;
  /** Fen; what is left to refund is guarded by a CHECK on the payment. */
  amount: number;
  reason: RefundRow['reason'];
  /** The case it pays; null for money that never belonged to an order. */
  afterSaleNo: string | null;
  at: Date;
}

/** WeChat refunds one payment at most so many times (wechat.md A9). */
const MOST_REFUNDS = 50;

/**
 * Writes down that money must go back, with the number it will carry for ever. WeChat is called later, outside any transaction,
 * and as often as needed with this number, so a crash or a retry can never pay twice. Call with the payment locked.
 * @throws Refusal RefundAmountError when the payment has been refunded as often as WeChat allows
 */
export async function openRefund(trx: Trx, intent: RefundIntent): Promise<void> {
  const { payment, amount, reason, at } = intent;
  const sequence = (await countNumbers(trx, payment.id)) + 1;
  if (sequence > MOST_REFUNDS)
    throw new Refusal('RefundAmountError', { reason: 'too_many_refunds', mostRefunds: MOST_REFUNDS });
  await trx('payments')
    .where({ id: payment.id })
    .update({ refunding_amount: trx.raw('refunding_amount + ?', [amount]), updated_at: at });
  await trx('refunds').insert({
    ...newRow(at),
    payment_id: payment.id,
    order_id: payment.order_id,
    order_no: payment.order_no,
    out_refund_no: createNumber('R', at),
    sequence,
    amount,
    reason,
    after_sale_no: intent.afterSaleNo,
    state: 'created',
    attempts: 0,
    next_attempt_at: at,
  });
}

/** Whether WeChat would take another refund of a locked payment. */
export const hasNumberLeft = async (trx: Trx, paymentId: number): Promise<boolean> =>
  (await countNumbers(trx, paymentId)) < MOST_REFUNDS;

async function countNumbers(trx: Trx, paymentId: number): Promise<number> {
  const [highest] = (await trx('refunds').where({ payment_id: paymentId }).max('sequence as sequence')) as {
    sequence: number | null;
  }[];
  return highest?.sequence ?? 0;
}
