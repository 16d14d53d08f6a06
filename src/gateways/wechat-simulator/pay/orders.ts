import { beijingDayDigits, beijingTimestamp } from '../beijing-time';
import { randomDigits } from '../random-ids';
import type { SimulatedOrder, TradeState } from '../state';
import type { SimulatorWorld } from '../world';
import { bookMovement, feeOn } from './funds';

type TradeEvent = 'pay' | 'close' | 'refund';

/** JSAPI orders know these steps only (wechat.md A8); a failed attempt to pay leaves NOTPAY. */
export const TRADE_STATES: Record<TradeState, Partial<Record<TradeEvent, TradeState>>> = {
  NOTPAY: { pay: 'SUCCESS', close: 'CLOSED' },
  SUCCESS: { refund: 'REFUND' },
  REFUND: { refund: 'REFUND' },
  CLOSED: { close: 'CLOSED' },
};

const DESCRIPTIONS: Record<TradeState, string> = {
  NOTPAY: '订单未支付',
  SUCCESS: '支付成功',
  REFUND: '订单发生过退款',
  CLOSED: '订单已关闭',
};

/** Applies an event in place; false, and nothing changed, when the state does not allow it. */
export function advance(order: SimulatedOrder, event: TradeEvent): boolean {
  const next = TRADE_STATES[order.tradeState][event];
  if (next) order.tradeState = next;
  return next !== undefined;
}

/** The order as it stands now: what is overdue is closed when somebody looks. */
export function findOrder(world: SimulatorWorld, outTradeNo: string): SimulatedOrder | null {
  const order = world.state.orders[outTradeNo];
  if (!order) return null;
  if (order.tradeState === 'NOTPAY' && world.nowMs() >= order.closesAt) advance(order, 'close');
  return order;
}

function bookPayment(world: SimulatorWorld, order: SimulatedOrder): void {
  const common = { businessNo: order.transactionId ?? '', name: '交易', voucherNo: order.outTradeNo, note: '' };
  bookMovement(world, { ...common, type: '交易', direction: 'in', amountFen: order.totalFen });
  if (order.feeFen === 0) return;
  bookMovement(world, { ...common, type: '扣除交易手续费', direction: 'out', amountFen: order.feeFen });
}

/** Marks an order paid and books the money. False when it is closed or already paid, or the last instant is over. */
export function payOrder(world: SimulatorWorld, order: SimulatedOrder): boolean {
  const now = world.nowMs();
  if (now > order.payableUntil || !advance(order, 'pay')) return false;
  order.paidAt = now;
  order.transactionId = `4200${randomDigits(6)}${beijingDayDigits(now)}${randomDigits(10)}`;
  world.state.outTradeNoByTransaction[order.transactionId] = order.outTradeNo;
  order.feeFen = feeOn(world, order.totalFen);
  bookPayment(world, order);
  if (order.isProfitSharing) order.frozenFen = order.totalFen - order.feeFen;
  return true;
}

/** The body of an order query and the plaintext of a payment notification; an unpaid order shows less. */
export function transactionView(world: SimulatorWorld, order: SimulatedOrder): Record<string, unknown> {
  const identity = {
    appid: world.credentials.appId,
    mchid: world.credentials.mchId,
    out_trade_no: order.outTradeNo,
    trade_state: order.tradeState,
    trade_state_desc: DESCRIPTIONS[order.tradeState],
    promotion_detail: [],
  };
  if (order.paidAt === null) return { ...identity, amount: { total: order.totalFen }, payer: {} };
  return {
    ...identity,
    transaction_id: order.transactionId,
    trade_type: 'JSAPI',
    bank_type: 'OTHERS',
    attach: order.attach ?? '',
    success_time: beijingTimestamp(order.paidAt),
    payer: { openid: order.openid },
    amount: { total: order.totalFen, payer_total: order.totalFen, currency: 'CNY', payer_currency: 'CNY' },
    ...(order.deviceId === null ? {} : { scene_info: { device_id: order.deviceId } }),
  };
}
