import type { Core } from '@strapi/strapi';
import { queryDelaySeconds } from '../../../domain/payment/query-backoff';
import type { RefundState } from '../../../gateways/wechat-pay/port';
import { environmentOf, now, resolve } from '../../../platform/container';
import { getService } from '../../../platform/get-service';
import { claimRows } from '../../../platform/jobs/claim-rows';
import type { PaymentRow, RefundRow } from '../store/payment-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.send-refunds': SendRefunds;
  }
}

export interface SendRefunds {
  /** Sends or asks about every refund that is due, always with its own number, until it is final; returns how many. */
  (): Promise<number>;
}

const BATCH = 20;
const LEASE_SECONDS = 300;

const FINAL: ReadonlySet<RefundState['status']> = new Set(['SUCCESS', 'CLOSED']);
/** From here on somebody should look why. */
const ALARM_AFTER = 10;

const REASONS: Record<RefundRow['reason'], string> = {
  late_payment: '订单已关闭，款项原路退回',
  surplus_payment: '重复支付，款项原路退回',
  after_sale: '售后退款',
};

export default ({ strapi }: { strapi: Core.Strapi }): SendRefunds =>
  async () => {
    const refunds = await claimRows<RefundRow>(strapi, {
      table: 'refunds',
      states: ['created', 'processing', 'abnormal'],
      dueColumn: 'next_attempt_at',
      leaseSeconds: LEASE_SECONDS,
      limit: BATCH,
      at: now(strapi),
    });
    for (const refund of refunds) {
      try {
        const state = await advance(strapi, refund);
        const isKnown = await getService(strapi, 'api::payment.apply-refund-state')(state);
        if (!isKnown) await postpone(strapi, refund, 'WeChat speaks of another amount');
        else if (!FINAL.has(state.status)) await postpone(strapi, refund, null);
      } catch (error) {
        await postpone(strapi, refund, String(error));
      }
    }
    return refunds.length;
  };

/** WeChat's word on a refund: asked when it was sent before, sent (again) when WeChat has never heard of it. */
async function advance(strapi: Core.Strapi, refund: RefundRow): Promise<RefundState> {
  const gateway = resolve(strapi, 'mallard.wechat-pay');
  if (refund.state !== 'created') {
    const known = await gateway.queryRefund(refund.out_refund_no);
    if (known) return known;
  }
  const payment = (await strapi.db.connection('payments').where({ id: refund.payment_id }).first()) as PaymentRow;
  return gateway.requestRefund({
    outRefundNo: refund.out_refund_no,
    outTradeNo: payment.out_trade_no,
    refundFen: refund.amount,
    totalFen: payment.amount,
    reason: REASONS[refund.reason],
    notifyUrl: `${environmentOf(strapi).PUBLIC_URL}${strapi.config.get<string>('api.rest.prefix')}/wechat/pay/refund-notify`,
  });
}

async function postpone(strapi: Core.Strapi, refund: RefundRow, error: string | null): Promise<void> {
  const attempts = refund.attempts + 1;
  if (error) {
    const level = attempts >= ALARM_AFTER ? 'error' : 'warn';
    const about = { category: 'business', outRefundNo: refund.out_refund_no, attempts, error };
    strapi.log[level]('a refund did not get through yet', about);
  }
  await strapi.db
    .connection('refunds')
    .where({ id: refund.id })
    .whereIn('state', ['created', 'processing', 'abnormal'])
    .update({
      attempts,
      next_attempt_at: new Date(now(strapi).getTime() + queryDelaySeconds(attempts) * 1000),
      last_error: error?.slice(0, 250) ?? null,
    });
}
