import type { Core } from '@strapi/strapi';
import { statesAgree } from '../../../domain/reconciliation/compare-sides';
import type { PaymentState, RefundState } from '../../../gateways/wechat-pay/port';
import { resolve } from '../../../platform/container';
import { getService } from '../../../platform/get-service';
import { findPayment, type PaymentRow, type RefundRow } from './payment-rows';
import type { DifferenceRow } from './reconciliation-differences';
import type { Finding } from './reconciliation-resolution';
import { toTransaction } from './transaction';

const NOT_AT_WECHAT = 'notAtWechat';

/**
 * Asks WeChat about the payment or refund of a difference and applies the answer the way notifications are applied.
 * @throws WechatPayError when WeChat cannot be asked
 */
export function askWechat(strapi: Core.Strapi, difference: DifferenceRow): Promise<Finding> {
  return difference.kind === 'payment' ? askAboutPayment(strapi, difference) : askAboutRefund(strapi, difference);
}

/** A number that is no number of ours cannot be asked about; it stands in the bill all the same. */
async function known<State>(query: () => Promise<State | null>): Promise<State | null> {
  try {
    return await query();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

async function askAboutPayment(strapi: Core.Strapi, { out_trade_no: outTradeNo }: DifferenceRow): Promise<Finding> {
  const gateway = resolve(strapi, 'mallard.wechat-pay');
  const found = await known(() => gateway.queryPayment(outTradeNo));
  const ours = await findPayment(strapi.db.connection, outTradeNo);
  if (!found) {
    if (ours) await flagPayment(strapi, ours, NOT_AT_WECHAT);
    return { resolution: null, answer: 'not found' };
  }
  const answer = `${found.tradeState} ${found.amountFen}`;
  if (!ours) return { resolution: null, answer };
  // Told of a payment with refunds, the confirmation would take it for one that was refunded behind our back.
  if (ours.state === 'succeeded') return { resolution: await heldAgainst(strapi, ours, found), answer };
  const outcome = await getService(strapi, 'api::payment.confirm-payment')(toTransaction(found));
  const isApplied = ['applied', 'already_applied', 'refunding'].includes(outcome.kind);
  return { resolution: isApplied ? 'applied' : null, answer: `${answer}: ${outcome.kind}` };
}

async function heldAgainst(strapi: Core.Strapi, ours: PaymentRow, found: PaymentState): Promise<'confirmed' | null> {
  const wrong = [
    ...(found.amountFen === ours.amount ? [] : ['amountTotal']),
    ...(found.transactionId === ours.transaction_id ? [] : ['transactionId']),
    ...(statesAgree('payment', ours.state, found.tradeState) ? [] : ['tradeState']),
  ];
  if (wrong.length === 0) return 'confirmed';
  await flagPayment(strapi, ours, wrong.join(','));
  return null;
}

async function flagPayment(strapi: Core.Strapi, { id }: PaymentRow, flag: string): Promise<void> {
  await strapi.db.connection('payments').where({ id }).whereNull('flag').update({ flag });
}

async function askAboutRefund(strapi: Core.Strapi, difference: DifferenceRow): Promise<Finding> {
  const outRefundNo = difference.out_refund_no ?? '';
  const gateway = resolve(strapi, 'mallard.wechat-pay');
  const found = await known(() => gateway.queryRefund(outRefundNo));
  return found ? applyRefund(strapi, found) : { resolution: null, answer: 'not found' };
}

async function applyRefund(strapi: Core.Strapi, found: RefundState): Promise<Finding> {
  const before = await findRefund(strapi, found.outRefundNo);
  await getService(strapi, 'api::payment.apply-refund-state')(found);
  const ours = await findRefund(strapi, found.outRefundNo);
  const answer = `${found.status} ${found.refundFen}`;
  const agrees = ours?.amount === found.refundFen && statesAgree('refund', ours.state, found.status);
  if (!agrees) return { resolution: null, answer };
  return { resolution: before?.state === ours.state ? 'confirmed' : 'applied', answer };
}

export async function findRefund(strapi: Core.Strapi, outRefundNo: string): Promise<RefundRow | undefined> {
  return strapi.db.connection('refunds').where({ out_refund_no: outRefundNo }).first<RefundRow | undefined>();
}
