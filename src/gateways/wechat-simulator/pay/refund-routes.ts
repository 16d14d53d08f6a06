import { z } from 'zod';
import { beijingDayDigits } from '../beijing-time';
import { fingerprint } from '../crypto';
import { randomDigits } from '../random-ids';
import type { SimulatedOrder, SimulatedRefund } from '../state';
import type { SimulatorWorld } from '../world';
import { feeOn, frozenFen } from './funds';
import { acceptAbnormalRefund } from './abnormal-refund';
import { advance, findOrder } from './orders';
import type { PayInput, PayResult, PayRoute } from './pay-route';
import { invalidParameter, resourceNotExists } from './refusal';
import type { RefundClock } from './refund-clock';
import { FailureLimit, requireRefundable, requireSameRefund } from './refund-limits';
import { bookRefund, refundView, settleIfDue } from './refunds';
import { fen, notifyUrl, parseBody } from './request-body';

const goods = z.strictObject({
  merchant_goods_id: z.string().min(1).max(32),
  wechatpay_goods_id: z.string().max(32).optional(),
  goods_name: z.string().max(256).optional(),
  unit_price: z.int().min(0),
  refund_amount: z.int().min(0),
  refund_quantity: z.int().min(1),
});

const refundRequest = z.strictObject({
  transaction_id: z.string().min(1).max(32).optional(),
  out_trade_no: z.string().min(1).max(32).optional(),
  out_refund_no: z.string().regex(/^[0-9A-Za-z_\-|*@]{1,64}$/),
  reason: z.string().min(1).max(80).optional(),
  notify_url: notifyUrl(256).optional(),
  funds_account: z.enum(['AVAILABLE', 'UNSETTLED']).optional(),
  amount: z.strictObject({ refund: fen, total: fen, currency: z.literal('CNY') }),
  goods_detail: z.array(goods).min(1).optional(),
});

type RefundRequest = z.infer<typeof refundRequest>;

/** With both numbers given the transaction decides. */
function orderToRefund(world: SimulatorWorld, request: RefundRequest): SimulatedOrder {
  const { transaction_id: transactionId, out_trade_no: outTradeNo } = request;
  if (transactionId === undefined && outTradeNo === undefined) {
    throw invalidParameter('transaction_id 与 out_trade_no 须填其一', { field: '/transaction_id', location: 'body' });
  }
  const byTransaction = transactionId === undefined ? outTradeNo : world.state.outTradeNoByTransaction[transactionId];
  const order = findOrder(world, byTransaction ?? '');
  if (!order) throw resourceNotExists('订单不存在');
  return order;
}

function newRefund(world: SimulatorWorld, order: SimulatedOrder, request: RefundRequest): SimulatedRefund {
  const now = world.nowMs();
  const settleSeconds = world.state.settings.refundSettleSeconds;
  return {
    refundId: `5030${randomDigits(7)}${beijingDayDigits(now)}${randomDigits(10)}`,
    outRefundNo: request.out_refund_no,
    outTradeNo: order.outTradeNo,
    transactionId: order.transactionId ?? '',
    refundFen: request.amount.refund,
    totalFen: request.amount.total,
    feeFen: feeOn(world, request.amount.refund),
    reason: request.reason ?? '',
    isFromFrozen: frozenFen(world, order) > 0,
    abnormalHash: null,
    notifyUrl: request.notify_url ?? null,
    requestHash: fingerprint(request),
    status: 'PROCESSING',
    createdAt: now,
    settlesAt: settleSeconds === null ? null : now + settleSeconds * 1000,
    succeededAt: null,
  };
}

/** The first refund under this number, whether it is made now or was made by an earlier equal request. */
function acceptRefund(world: SimulatorWorld, request: RefundRequest): SimulatedRefund {
  const order = orderToRefund(world, request);
  const existing = world.state.refunds[request.out_refund_no];
  if (existing) {
    requireSameRefund(existing.requestHash, fingerprint(request));
    return existing;
  }
  requireRefundable(world, order, { refundFen: request.amount.refund, totalFen: request.amount.total });
  const refund = newRefund(world, order, request);
  world.state.refunds[refund.outRefundNo] = refund;
  order.refundNos.push(refund.outRefundNo);
  bookRefund(world, refund, 'out');
  advance(order, 'refund');
  return refund;
}

export function refundRoutes(clock: RefundClock): PayRoute[] {
  const limit = new FailureLimit();

  async function refund({ world, body }: PayInput): Promise<PayResult> {
    const request = parseBody(refundRequest, body);
    const accepted = limit.run(world.nowMs(), () => acceptRefund(world, request));
    return await proceed(world, accepted);
  }

  async function proceed(world: SimulatorWorld, accepted: SimulatedRefund): Promise<PayResult> {
    await settleIfDue(world, accepted);
    await world.save();
    clock.watch(accepted);
    return refundView(accepted);
  }

  function applyAbnormalRefund(input: PayInput): Promise<PayResult> {
    return proceed(input.world, acceptAbnormalRefund(input));
  }

  async function queryRefund({ world, params }: PayInput): Promise<PayResult> {
    const found = world.state.refunds[params.outRefundNo ?? ''];
    if (!found) throw resourceNotExists('退款单不存在');
    await settleIfDue(world, found);
    return refundView(found);
  }

  return [
    { method: 'POST', path: '/v3/refund/domestic/refunds', handle: refund },
    { method: 'GET', path: '/v3/refund/domestic/refunds/:outRefundNo', handle: queryRefund },
    {
      method: 'POST',
      path: '/v3/refund/domestic/refunds/:refundId/apply-abnormal-refund',
      handle: applyAbnormalRefund,
    },
  ];
}
