import { beijingTimestamp } from '../beijing-time';
import type { SimulatedNotification, SimulatedRefund, RefundStatus } from '../state';
import type { SimulatorWorld } from '../world';
import { bookMovement } from './funds';

/**
 * PROCESSING is settled by the banks, ABNORMAL by the merchant's own hand (wechat.md A9). The way back from ABNORMAL to
 * PROCESSING is a request of its own.
 */
export const REFUND_STATES: Record<RefundStatus, readonly RefundStatus[]> = {
  PROCESSING: ['SUCCESS', 'CLOSED', 'ABNORMAL'],
  ABNORMAL: ['SUCCESS', 'CLOSED'],
  SUCCESS: [],
  CLOSED: [],
};

const EVENT_OF = { SUCCESS: 'REFUND.SUCCESS', CLOSED: 'REFUND.CLOSED', ABNORMAL: 'REFUND.ABNORMAL' } as const;
const SUMMARY_OF = { SUCCESS: '退款成功', CLOSED: '退款关闭', ABNORMAL: '退款异常' } as const;
const RECEIVING_ACCOUNT = '支付用户零钱';

export type SettledStatus = keyof typeof EVENT_OF;

const amountView = ({ totalFen, refundFen }: SimulatedRefund) => ({
  total: totalFen,
  refund: refundFen,
  payer_total: totalFen,
  payer_refund: refundFen,
});

const successTime = ({ succeededAt }: SimulatedRefund) =>
  succeededAt === null ? {} : { success_time: beijingTimestamp(succeededAt) };

/** The body of the refund and refund-query answers. */
export function refundView(refund: SimulatedRefund): Record<string, unknown> {
  return {
    refund_id: refund.refundId,
    out_refund_no: refund.outRefundNo,
    transaction_id: refund.transactionId,
    out_trade_no: refund.outTradeNo,
    channel: 'ORIGINAL',
    user_received_account: RECEIVING_ACCOUNT,
    ...successTime(refund),
    create_time: beijingTimestamp(refund.createdAt),
    status: refund.status,
    funds_account: 'AVAILABLE',
    amount: {
      ...amountView(refund),
      from: [],
      settlement_refund: refund.refundFen,
      settlement_total: refund.totalFen,
      discount_refund: 0,
      currency: 'CNY',
      refund_fee: 0,
    },
    promotion_detail: [],
  };
}

/** The plaintext of a refund notification: `refund_status` where the API says `status`. */
function notificationContent(world: SimulatorWorld, refund: SimulatedRefund): Record<string, unknown> {
  return {
    mchid: world.credentials.mchId,
    out_trade_no: refund.outTradeNo,
    transaction_id: refund.transactionId,
    out_refund_no: refund.outRefundNo,
    refund_id: refund.refundId,
    refund_status: refund.status,
    ...successTime(refund),
    user_received_account: RECEIVING_ACCOUNT,
    amount: amountView(refund),
  };
}

/** `out`: the money leaves with the request, and the fee on it comes back; `in`: a closed refund undoes both. */
export function bookRefund(world: SimulatorWorld, refund: SimulatedRefund, direction: 'in' | 'out'): void {
  const common = { businessNo: refund.refundId, name: '退款', voucherNo: refund.outRefundNo, note: refund.reason };
  const [type, feeType] = direction === 'out' ? ['退款', '退还交易手续费'] : ['退款关闭', '扣除交易手续费'];
  if (refund.feeFen > 0) {
    const feeDirection = direction === 'out' ? 'in' : 'out';
    bookMovement(world, { ...common, type: feeType, direction: feeDirection, amountFen: refund.feeFen });
  }
  bookMovement(world, { ...common, type, direction, amountFen: refund.refundFen });
  const order = world.state.orders[refund.outTradeNo];
  const netFen = refund.refundFen - refund.feeFen;
  if (order && refund.isFromFrozen) order.frozenFen += direction === 'out' ? -netFen : netFen;
}

export interface Settlement {
  status: SettledStatus;
  delivery?: 'normal' | 'none' | 'duplicate';
}

/**
 * Settles a refund in place and announces it. Returns null, and changes nothing, when its state does not allow that;
 * the caller saves and then starts the notification.
 */
export function settleRefund(
  world: SimulatorWorld,
  refund: SimulatedRefund,
  { status, delivery = 'normal' }: Settlement,
): { notification: SimulatedNotification | null } | null {
  if (!REFUND_STATES[refund.status].includes(status)) return null;
  refund.status = status;
  refund.settlesAt = null;
  if (status === 'SUCCESS') refund.succeededAt = world.nowMs();
  if (status === 'CLOSED') bookRefund(world, refund, 'in');
  if (refund.notifyUrl === null) return { notification: null };
  const notification = world.notifier.announce({
    eventType: EVENT_OF[status],
    originalType: 'refund',
    summary: SUMMARY_OF[status],
    url: refund.notifyUrl,
    content: notificationContent(world, refund),
    delivery,
  });
  return { notification };
}

/** Settles what is due by now, for a timer or for a query that comes first. */
export async function settleIfDue(world: SimulatorWorld, refund: SimulatedRefund): Promise<void> {
  if (refund.status !== 'PROCESSING' || refund.settlesAt === null || world.nowMs() < refund.settlesAt) return;
  const settled = settleRefund(world, refund, { status: 'SUCCESS' });
  await world.save();
  if (settled?.notification) world.notifier.start(settled.notification);
}
