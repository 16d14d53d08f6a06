import { findOrder } from '../pay/orders';
import type { ShippingRecord, SimulatedOrder } from '../state';
import type { SimulatorWorld } from '../world';
import { textMember } from './mini-program-route';
import { refuse } from './refusal';

/** Receipt is confirmed by itself so many days after shipping (wechat.md B9). */
const AUTO_CONFIRM_DAYS = { express: 10, other: 2 };
const EXPRESS = 1;
const DAY_MS = 86_400_000;

export const ORDER_STATE = { toShip: 1, shipped: 2, received: 3, completed: 4, refunded: 5 } as const;

const unknownPayment = () => refuse(10060001, '支付单不存在');

/** A paid order as the shipping service sees it: it learns of payments a little later than the buyer. */
export function filedOrder(world: SimulatorWorld, outTradeNo: string | undefined): SimulatedOrder {
  const order = outTradeNo === undefined ? null : findOrder(world, outTradeNo);
  if (!order || order.paidAt === null) throw unknownPayment();
  const filedAt = order.paidAt + world.state.settings.shippingFiledAfterSeconds * 1000;
  if (world.nowMs() < filedAt) throw unknownPayment();
  return order;
}

/** The order of `{ transaction_id }` or `{ merchant_id, merchant_trade_no }`. Throws 10060001. */
export function orderOfBody(world: SimulatorWorld, body: Record<string, unknown>): SimulatedOrder {
  const transactionId = textMember(body, 'transaction_id');
  if (transactionId) return filedOrder(world, world.state.outTradeNoByTransaction[transactionId]);
  if (textMember(body, 'merchant_id') !== world.credentials.mchId) throw unknownPayment();
  return filedOrder(world, textMember(body, 'merchant_trade_no'));
}

/** When the buyer's receipt counts as confirmed without a word of the buyer. */
export function autoConfirmAt(record: ShippingRecord): number {
  const days = record.logisticsType === EXPRESS ? AUTO_CONFIRM_DAYS.express : AUTO_CONFIRM_DAYS.other;
  return record.shippedAt + days * DAY_MS;
}

function isRefundedWhole(world: SimulatorWorld, order: SimulatedOrder): boolean {
  const refunds = order.refundNos.map((refundNo) => world.state.refunds[refundNo]);
  const refundedFen = refunds.reduce(
    (sum, refund) => sum + (refund && refund.status !== 'CLOSED' ? refund.refundFen : 0),
    0,
  );
  return refundedFen >= order.totalFen;
}

/** 1 to ship, 2 shipped, 3 received, 4 completed, 5 refunded. */
export function orderState(world: SimulatorWorld, order: SimulatedOrder): number {
  if (isRefundedWhole(world, order)) return ORDER_STATE.refunded;
  const record = world.state.shippingRecords[order.outTradeNo];
  if (!record?.isFinished) return ORDER_STATE.toShip;
  if (record.settledAt !== null) return ORDER_STATE.completed;
  if (record.receivedAt !== null) return ORDER_STATE.received;
  return world.nowMs() >= autoConfirmAt(record) ? ORDER_STATE.received : ORDER_STATE.shipped;
}
