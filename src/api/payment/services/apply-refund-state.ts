import type { Core } from '@strapi/strapi';
import { nextRefundStatus } from '../../../domain/payment/refund-states';
import type { RefundEvent } from '../../../domain/payment/types';
import type { RefundState } from '../../../gateways/wechat-pay/port';
import { now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { appendEvent } from '../../../platform/events/outbox';
import { openRefund } from '../store/open-refund';
import type { PaymentRow, RefundRow } from '../store/payment-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.apply-refund-state': ApplyRefundState;
  }
}
declare module '../../../platform/events/outbox' {
  interface Events {
    'refund.succeeded': { orderNo: string; userId: number; amount: number; reason: string };
    'refund.abnormal': { orderNo: string; outRefundNo: string };
  }
}

export interface ApplyRefundState {
  /** Applies what WeChat verifiably says of a refund; safe to repeat. False when we know no such refund. */
  (state: RefundState): Promise<boolean>;
}

const EVENTS: Partial<Record<RefundState['status'], RefundEvent>> = {
  PROCESSING: 'submit',
  SUCCESS: 'succeed',
  ABNORMAL: 'turn_abnormal',
  CLOSED: 'close',
};

const ASK_AGAIN_MS = 60_000;
/** WeChat's last word on these is still to come; an abnormal one may be finished in its console. */
const STILL_OPEN: ReadonlySet<RefundRow['state']> = new Set(['processing', 'abnormal']);
const MOST_NUMBERS = 3;

export default ({ strapi }: { strapi: Core.Strapi }): ApplyRefundState =>
  (state) =>
    inTransaction(strapi, async (trx) => {
      const refund = (await trx('refunds').where({ out_refund_no: state.outRefundNo }).forUpdate().first()) as
        RefundRow | undefined;
      if (!refund || refund.amount !== state.refundFen) return false;
      const event = EVENTS[state.status];
      const next = event && nextRefundStatus(refund.state, event);
      // Not listed means it is known already, or overtaken by a later state.
      if (next?.ok) await moveRefund(strapi, trx, { refund, next: next.value, state });
      return true;
    });

interface Move {
  refund: RefundRow;
  next: RefundRow['state'];
  state: RefundState;
}

async function moveRefund(strapi: Core.Strapi, trx: Trx, { refund, next, state }: Move): Promise<void> {
  const at = now(strapi);
  await trx('refunds')
    .where({ id: refund.id })
    .update({
      state: next,
      wechat_refund_id: state.refundId,
      succeeded_at: next === 'succeeded' ? (state.successTime ?? at) : null,
      next_attempt_at: STILL_OPEN.has(next) ? new Date(at.getTime() + ASK_AGAIN_MS) : null,
      last_error: null,
      updated_at: at,
    });
  if (next === 'succeeded') await bookRefund(strapi, trx, { refund, at });
  if (next === 'closed') await giveUpRefund(strapi, trx, { refund, at });
  if (next === 'abnormal') {
    const { order_no: orderNo, out_refund_no: outRefundNo } = refund;
    strapi.log.error('a refund needs a person: the account to refund to is out of order', {
      category: 'audit',
      outRefundNo,
    });
    await appendEvent(strapi, trx, {
      name: 'refund.abnormal',
      aggregateId: outRefundNo,
      payload: { orderNo, outRefundNo },
      at,
    });
  }
}

/**
 * WeChat closed a refund without paying. Money that never belonged to an order must go back all the same, and a closed refund is
 * the one case in which another number is safe.
 */
async function giveUpRefund(
  strapi: Core.Strapi,
  trx: Trx,
  { refund, at }: { refund: RefundRow; at: Date },
): Promise<void> {
  await trx('payments')
    .where({ id: refund.payment_id })
    .update({ refunding_amount: trx.raw('refunding_amount - ?', [refund.amount]), updated_at: at });
  strapi.log.error('WeChat closed a refund', { category: 'audit', outRefundNo: refund.out_refund_no });
  if (refund.reason === 'after_sale') return;
  const payment = (await trx('payments').where({ id: refund.payment_id }).first()) as PaymentRow;
  const earlier = (await trx('refunds').where({ payment_id: payment.id, state: 'closed' })) as unknown[];
  if (earlier.length > MOST_NUMBERS) return;
  await openRefund(trx, { payment, amount: refund.amount, reason: refund.reason, at });
}

async function bookRefund(
  strapi: Core.Strapi,
  trx: Trx,
  { refund, at }: { refund: RefundRow; at: Date },
): Promise<void> {
  await trx('payments')
    .where({ id: refund.payment_id })
    .update({
      refunding_amount: trx.raw('refunding_amount - ?', [refund.amount]),
      refunded_amount: trx.raw('refunded_amount + ?', [refund.amount]),
      updated_at: at,
    });
  const order = (await trx('orders').where({ id: refund.order_id }).first('user_id')) as { user_id: number };
  await appendEvent(strapi, trx, {
    name: 'refund.succeeded',
    aggregateId: refund.out_refund_no,
    payload: { orderNo: refund.order_no, userId: order.user_id, amount: refund.amount, reason: refund.reason },
    at,
  });
}
