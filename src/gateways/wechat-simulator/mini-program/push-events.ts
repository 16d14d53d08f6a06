import type { MediaCheck, SimulatedOrder } from '../state';
import type { SimulatorWorld } from '../world';
import { autoConfirmAt } from './shipping-records';

const seconds = (epochMs: number): number => Math.floor(epochMs / 1000);

function orderFields(world: SimulatorWorld, order: SimulatedOrder): Record<string, unknown> {
  return {
    transaction_id: order.transactionId,
    merchant_id: world.credentials.mchId,
    sub_merchant_id: '',
    merchant_trade_no: order.outTradeNo,
    pay_time: seconds(order.paidAt ?? 0),
  };
}

/** `trade_manage_order_settlement` as it is sent when shipping is finished: with the estimated time. */
export function announceShipped(world: SimulatorWorld, order: SimulatedOrder): void {
  const record = world.state.shippingRecords[order.outTradeNo];
  if (!record) return;
  world.pusher.push('trade_manage_order_settlement', {
    ...orderFields(world, order),
    shipped_time: seconds(record.shippedAt),
    estimated_settlement_time: seconds(autoConfirmAt(record)),
  });
}

/** `trade_manage_order_settlement` as it is sent at settlement: with who confirmed the receipt. */
export function announceSettled(world: SimulatorWorld, order: SimulatedOrder, method: 'auto' | 'manual'): void {
  const record = world.state.shippingRecords[order.outTradeNo];
  if (record?.receivedAt == null || record.settledAt === null) return;
  world.pusher.push('trade_manage_order_settlement', {
    ...orderFields(world, order),
    confirm_receive_method: method === 'auto' ? 1 : 2,
    confirm_receive_time: seconds(record.receivedAt),
    settlement_time: seconds(record.settledAt),
  });
}

/** `trade_manage_remind_shipping`: a payment is unshipped for 48 hours. */
export function remindShipping(world: SimulatorWorld, order: SimulatedOrder): void {
  world.pusher.push('trade_manage_remind_shipping', {
    ...orderFields(world, order),
    msg: '您有一笔支付单超过 48 小时未发货，请尽快发货。',
  });
}

/** `wxa_media_check`: the verdict on a picture that was handed in. */
export function announceMediaCheck(world: SimulatorWorld, traceId: string, check: MediaCheck): void {
  const result = { suggest: check.suggest, label: check.label };
  world.pusher.push('wxa_media_check', {
    appid: world.credentials.appId,
    trace_id: traceId,
    version: 2,
    errcode: 0,
    errmsg: 'ok',
    result,
    detail: [{ strategy: 'content_model', errcode: 0, ...result, prob: 90 }],
  });
}
