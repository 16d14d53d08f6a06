import type { Core } from '@strapi/strapi';
import { nextRefundStatus } from '../../../domain/payment/refund-states';
import type { RefundEvent, RefundStatus } from '../../../domain/payment/types';
import type { RefundState } from '../../../gateways/wechat-pay/port';
import { now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { toInteger } from '../../../platform/database/rows';
import { appendEvent } from '../../../platform/events/outbox';
import { getService } from '../../../platform/get-service';
import { lockRefund, type LockedRefund } from '../store/locked-refund';
import { hasNumberLeft, openRefund } from '../store/open-refund';
import type { RefundRow } from '../store/payment-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.apply-refund-state': ApplyRefundState;
  }
}
declare module '../../../platform/events/outbox' {
  interface Events {
    /** A refund WeChat cannot pay: somebody has to look. */
    'refund.abnormal': { orderNo: string; outRefundNo: string };
    /** WeChat has paid what was given up as closed or paid by hand: the buyer may have the money twice. */
    'refund.paid_twice': { orderNo: string; outRefundNo: string; amount: number };
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
const STILL_OPEN: ReadonlySet<RefundStatus> = new Set(['processing', 'abnormal']);
const MOST_NUMBERS = 3;

export default ({ strapi }: { strapi: Core.Strapi }): ApplyRefundState =>
  (state) =>
    inTransaction(strapi, async (trx) => {
      const known = await trx('refunds').where({ out_refund_no: state.outRefundNo }).first<RefundRow | undefined>();
      if (!known || known.amount !== state.refundFen) return false;
      const locked = await lockRefund(trx, known);
      const event = EVENTS[state.status];
      const next = event && nextRefundStatus(locked.refund.state, event);
      const at = now(strapi);
      // Not listed means it is known already, or overtaken by a later state.
      if (next?.ok) await moveRefund(strapi, trx, { ...locked, next: next.value, state, at });
      else if (event === 'succeed') await noticeSecondPayment(strapi, trx, { ...locked, at });
      return true;
    });

interface Move extends LockedRefund {
  next: RefundStatus;
  state: RefundState;
  at: Date;
}

async function moveRefund(strapi: Core.Strapi, trx: Trx, move: Move): Promise<void> {
  const { refund, next, state, at } = move;
  await trx('refunds')
    .where({ id: refund.id })
    .update({
      state: next,
      wechat_refund_id: state.refundId,
      succeeded_at: next === 'succeeded' ? (state.successTime ?? at) : null,
      next_attempt_at: STILL_OPEN.has(next) ? new Date(at.getTime() + ASK_AGAIN_MS) : null,
      last_error: null,
      last_error_code: null,
      updated_at: at,
    });
  if (next === 'succeeded') await getService(strapi, 'api::payment.book-refund')(trx, move);
  if (next === 'closed') await tryAnotherNumber(strapi, trx, move);
  if (next === 'abnormal') await callStaff(strapi, trx, move);
}

const PAID_TWICE = 'PAID_TWICE';

/** Staff are told once; what becomes of the money is between them and the buyer. */
async function noticeSecondPayment(
  strapi: Core.Strapi,
  trx: Trx,
  { refund, at }: LockedRefund & { at: Date },
): Promise<void> {
  const wasGivenUp = refund.state === 'closed' || refund.finished_by !== null;
  if (!wasGivenUp || refund.last_error_code === PAID_TWICE) return;
  const { order_no: orderNo, out_refund_no: outRefundNo, amount } = refund;
  strapi.log.error('WeChat has paid a refund that was given up', {
    category: 'audit',
    outRefundNo,
    state: refund.state,
  });
  await trx('refunds').where({ id: refund.id }).update({
    last_error: '微信也支付了这笔退款，买家可能收到两次，请联系买家核对',
    last_error_code: PAID_TWICE,
    updated_at: at,
  });
  await appendEvent(strapi, trx, {
    name: 'refund.paid_twice',
    aggregateId: outRefundNo,
    payload: { orderNo, outRefundNo, amount },
    at,
  });
}

/** WeChat closed a refund without paying: the one case in which another number is safe. Three times, or until none is left; then a person decides. */
async function tryAnotherNumber(strapi: Core.Strapi, trx: Trx, move: Move): Promise<void> {
  const { refund, payment, at } = move;
  const { amount, reason, after_sale_no: afterSaleNo } = refund;
  await trx('payments')
    .where({ id: payment.id })
    .update({ refunding_amount: trx.raw('refunding_amount - ?', [amount]), updated_at: at });
  const [closed] = (await trx('refunds')
    .where({ payment_id: payment.id, after_sale_no: afterSaleNo, state: 'closed' })
    .count('* as count')) as { count: unknown }[];
  const mayTryAgain = toInteger(closed?.count) < MOST_NUMBERS && (await hasNumberLeft(trx, payment.id));
  if (!mayTryAgain) await callStaff(strapi, trx, move);
  else await openRefund(trx, { payment, amount, reason, afterSaleNo, at });
}

async function callStaff(strapi: Core.Strapi, trx: Trx, { refund, next, at }: Move): Promise<void> {
  const { order_no: orderNo, out_refund_no: outRefundNo } = refund;
  strapi.log.error('a refund needs a person: WeChat cannot pay it', { category: 'audit', outRefundNo, state: next });
  await appendEvent(strapi, trx, {
    name: 'refund.abnormal',
    aggregateId: outRefundNo,
    payload: { orderNo, outRefundNo },
    at,
  });
}
