import type { Core } from '@strapi/strapi';
import { queryDelaySeconds } from '../../../domain/payment/query-backoff';
import { type RefundState, WechatPayError } from '../../../gateways/wechat-pay/port';
import { environmentOf, now, resolve } from '../../../platform/container';
import { appendEvent } from '../../../platform/events/outbox';
import { inTransaction } from '../../../platform/database/in-transaction';
import { getService } from '../../../platform/get-service';
import { claimRows } from '../../../platform/jobs/claim-rows';
import { freeFromSlot, takeSlot } from '../store/refund-slot';
import type { PaymentRow, RefundRow } from '../store/payment-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.send-refunds': SendRefunds;
  }
}
declare module '../../../platform/events/outbox' {
  interface Events {
    /** The merchant's balance at WeChat is too low: refunds wait until somebody tops it up. */
    'refund.waiting_for_balance': { orderNo: string; outRefundNo: string; amount: number };
  }
}

export interface SendRefunds {
  /** Sends or asks about every refund that is due, always with its own number, until it is final; returns how many. */
  (): Promise<number>;
}

const BATCH = 20;
const LEASE_SECONDS = 300;

const OPEN_STATES = ['created', 'processing', 'abnormal'];
const FINAL: ReadonlySet<RefundState['status']> = new Set(['SUCCESS', 'CLOSED']);
/** From here on somebody should look why. */
const ALARM_AFTER = 10;
/** WeChat bears six failing refund calls a second of one merchant (wechat.md A9); all instances together stay below. */
const FAILING_CALLS = { limit: 4, windowSeconds: 1 };
const PAUSE_SECONDS = 2;
/** Somebody tops the balance up sooner or later, and nobody should wait for hours after that. */
const LONGEST_WAIT_FOR_BALANCE_SECONDS = 1800;

const REASONS: Record<RefundRow['reason'], string> = {
  late_payment: '订单已关闭，款项原路退回',
  surplus_payment: '重复支付，款项原路退回',
  after_sale: '售后退款',
};

export default ({ strapi }: { strapi: Core.Strapi }): SendRefunds =>
  async () => {
    const refunds = await claimRows<RefundRow>(strapi, {
      table: 'refunds',
      states: OPEN_STATES,
      dueColumn: 'next_attempt_at',
      leaseSeconds: LEASE_SECONDS,
      limit: BATCH,
      at: now(strapi),
    });
    for (const [index, refund] of refunds.entries()) {
      if (await mayGoOn(strapi, refund)) continue;
      await pause(strapi, refunds.slice(index + 1));
      break;
    }
    return refunds.length;
  };

/** @returns false when too many calls have failed within the second for another one */
async function mayGoOn(strapi: Core.Strapi, refund: RefundRow): Promise<boolean> {
  try {
    const state = await advance(strapi, refund);
    if (!state) return true;
    const isKnown = await getService(strapi, 'api::payment.apply-refund-state')(state);
    if (!isKnown) await postpone(strapi, refund, new Error('WeChat speaks of another amount'));
    else if (!FINAL.has(state.status)) await postpone(strapi, refund, null);
    return true;
  } catch (error) {
    await postpone(strapi, refund, error instanceof Error ? error : new Error(String(error)));
    const decision = await resolve(strapi, 'mallard.state').limiter.take('failing-refunds', FAILING_CALLS);
    return decision.isAllowed;
  }
}

/** WeChat's word on a refund: asked when it was sent before, sent (again) when WeChat has never heard of it. */
async function advance(strapi: Core.Strapi, refund: RefundRow): Promise<RefundState | null> {
  const gateway = resolve(strapi, 'mallard.wechat-pay');
  const connection = strapi.db.connection;
  if (refund.state !== 'created') {
    const known = await gateway.queryRefund(refund.out_refund_no);
    if (known) return known;
  }
  await getService(strapi, 'api::payment.return-profit')(refund);
  if (!(await takeSlot(connection, refund, now(strapi)))) {
    await wait(strapi, refund, await freeFromSlot(connection, refund));
    return null;
  }
  return send(strapi, refund);
}

async function send(strapi: Core.Strapi, refund: RefundRow): Promise<RefundState> {
  const gateway = resolve(strapi, 'mallard.wechat-pay');
  const payment = (await strapi.db.connection('payments').where({ id: refund.payment_id }).first()) as PaymentRow;
  try {
    return await gateway.requestRefund({
      outRefundNo: refund.out_refund_no,
      outTradeNo: payment.out_trade_no,
      refundFen: refund.amount,
      totalFen: payment.amount,
      reason: REASONS[refund.reason],
      notifyUrl: `${environmentOf(strapi).PUBLIC_URL}${strapi.config.get<string>('api.rest.prefix')}/wechat/pay/refund-notify`,
    });
  } catch (error) {
    // A repetition is refused when the shop has moved to another address since; that the first was accepted shows by asking.
    const isRefused = error instanceof WechatPayError && error.isVerified && !error.isRetryable;
    const known = isRefused ? await gateway.queryRefund(refund.out_refund_no) : null;
    if (!known) throw error;
    return known;
  }
}

/** Not an attempt: another refund of the payment was sent less than a minute ago. */
async function wait(strapi: Core.Strapi, refund: RefundRow, until: Date): Promise<void> {
  await strapi.db.connection('refunds').where({ id: refund.id, state: 'created' }).update({ next_attempt_at: until });
}

async function pause(strapi: Core.Strapi, refunds: RefundRow[]): Promise<void> {
  const until = new Date(now(strapi).getTime() + PAUSE_SECONDS * 1000);
  await strapi.db
    .connection('refunds')
    .whereIn(
      'id',
      refunds.map(({ id }) => id),
    )
    .whereIn('state', OPEN_STATES)
    .update({ next_attempt_at: until });
}

async function postpone(strapi: Core.Strapi, refund: RefundRow, error: Error | null): Promise<void> {
  const attempts = refund.attempts + 1;
  const code = error instanceof WechatPayError ? (error.wechatCode ?? null) : null;
  const isPoor = code === 'NOT_ENOUGH';
  if (error) report(strapi, { refund, attempts, error });
  const delay = isPoor
    ? Math.min(queryDelaySeconds(attempts), LONGEST_WAIT_FOR_BALANCE_SECONDS)
    : queryDelaySeconds(attempts);
  await inTransaction(strapi, async (trx) => {
    const at = now(strapi);
    await trx('refunds')
      .where({ id: refund.id })
      .whereIn('state', OPEN_STATES)
      .update({
        attempts,
        next_attempt_at: new Date(at.getTime() + delay * 1000),
        last_error: error?.message.slice(0, 250) ?? null,
        last_error_code: code,
      });
    if (!isPoor || refund.last_error_code === code) return;
    const { order_no: orderNo, out_refund_no: outRefundNo, amount } = refund;
    await appendEvent(strapi, trx, {
      name: 'refund.waiting_for_balance',
      aggregateId: outRefundNo,
      payload: { orderNo, outRefundNo, amount },
      at,
    });
  });
}

function report(
  strapi: Core.Strapi,
  { refund, attempts, error }: { refund: RefundRow; attempts: number; error: Error },
): void {
  const isHopeless = error instanceof WechatPayError && !error.isRetryable;
  const level = isHopeless || attempts >= ALARM_AFTER ? 'error' : 'warn';
  const about = { category: 'business', outRefundNo: refund.out_refund_no, attempts, error: error.message };
  strapi.log[level]('a refund did not get through yet', about);
}
