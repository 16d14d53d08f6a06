import type { Knex } from 'knex';
import { toDate } from '../../../platform/database/rows';
import type { PaymentRow, RefundRow } from './payment-rows';

/** WeChat wants a minute between two refunds of one payment (wechat.md A9). */
const SPACING_MS = 60_000;

/**
 * Takes the payment's turn to have a refund sent: one conditional statement, so that instances do not overtake one another. The
 * same refund may be sent again at any time, but not by an instance that holds it as it was before another one sent it.
 */
export async function takeSlot(connection: Knex, refund: RefundRow, at: Date): Promise<boolean> {
  const changed = await connection('payments')
    .where({ id: refund.payment_id })
    .whereExists(connection('refunds').where({ id: refund.id, state: refund.state }))
    .andWhere((free) => {
      void free
        .whereNull('refund_sent_at')
        .orWhere('refund_sent_no', refund.out_refund_no)
        .orWhere('refund_sent_at', '<=', new Date(at.getTime() - SPACING_MS));
    })
    .update({ refund_sent_at: at, refund_sent_no: refund.out_refund_no });
  return changed === 1;
}

/** When the next refund of this payment may be sent. */
export async function freeFromSlot(connection: Knex, refund: RefundRow): Promise<Date> {
  const payment = (await connection('payments').where({ id: refund.payment_id }).first('refund_sent_at')) as PaymentRow;
  return new Date(toDate(payment.refund_sent_at).getTime() + SPACING_MS);
}
