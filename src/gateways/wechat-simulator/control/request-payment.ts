import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { verifySha256 } from '../crypto';
import { findOrder, payOrder, transactionView } from '../pay/orders';
import { PREPAY_LIFETIME_MS } from '../pay/prepay';
import type { SimulatedOrder } from '../state';
import type { SimulatorWorld } from '../world';

export const paymentRequest = z.strictObject({
  /** What the shop gave the mini-program, unchanged. */
  payParams: z.strictObject({
    timeStamp: z.string(),
    nonceStr: z.string(),
    package: z.string(),
    signType: z.string(),
    paySign: z.string(),
  }),
  /** Who holds the phone. */
  openid: z.string(),
  /** The mini-program that runs; default: the sandbox one. */
  appId: z.string().optional(),
  notify: z.enum(['normal', 'none', 'duplicate', 'delayed']).default('normal'),
  /** For `delayed`. */
  notifyDelaySeconds: z.number().min(0).default(5),
  /** How long the user looks at the payment sheet; whatever happens to the order meanwhile decides. */
  holdSeconds: z.number().min(0).default(0),
});

export type PaymentRequest = z.input<typeof paymentRequest>;

export interface PaymentOutcome {
  /** As `wx.requestPayment` reports it: `requestPayment:ok` or `requestPayment:fail`. */
  errMsg: string;
  reason?: string;
  outTradeNo?: string;
  transactionId?: string;
  notificationId?: string;
}

const fail = (reason: string): PaymentOutcome => ({ errMsg: 'requestPayment:fail', reason });

type PayParams = z.infer<typeof paymentRequest>['payParams'];

function hasGenuineSign(world: SimulatorWorld, appId: string, params: PayParams): boolean {
  const message = [appId, params.timeStamp, params.nonceStr, params.package, ''].join('\n');
  return params.signType === 'RSA' && verifySha256(message, params.paySign, world.keys.merchantPublicKey);
}

/** The order behind a prepay_id, or the reason why it cannot be paid with. */
function payableOrder(world: SimulatorWorld, prepayId: string, openid: string): SimulatedOrder | string {
  const prepay = world.state.prepays[prepayId];
  const order = prepay ? findOrder(world, prepay.outTradeNo) : null;
  if (!prepay || !order) return '支付场景非法';
  if (order.openid !== openid) return '下单账号与支付账号不一致';
  if (order.paidAt !== null) return '该订单已支付';
  if (order.tradeState === 'CLOSED') return '订单已关闭';
  if (world.nowMs() - prepay.issuedAt > PREPAY_LIFETIME_MS) return '预支付交易会话已过期';
  return world.nowMs() > order.payableUntil ? '订单已过支付时间' : order;
}

/**
 * `wx.requestPayment` and the user's thumb: verifies paySign over the four-line message, prepay_id, payer and time,
 * marks the order paid, saves, and only then lets the notification go.
 */
export async function requestPayment(world: SimulatorWorld, input: PaymentRequest): Promise<PaymentOutcome> {
  const request = paymentRequest.parse(input);
  const appId = request.appId ?? world.credentials.appId;
  const { payParams, openid } = request;
  if (appId !== world.credentials.appId || !hasGenuineSign(world, appId, payParams)) return fail('支付签名验证失败');
  const prepayId = payParams.package.startsWith('prepay_id=') ? payParams.package.slice('prepay_id='.length) : '';
  const seen = payableOrder(world, prepayId, openid);
  if (typeof seen === 'string') return fail(seen);
  if (request.holdSeconds > 0) await pause(request.holdSeconds * 1000);
  const order = payableOrder(world, prepayId, openid);
  if (typeof order === 'string') return fail(order);
  if (!payOrder(world, order)) return fail('订单已关闭');
  const notification = world.notifier.announce({
    eventType: 'TRANSACTION.SUCCESS',
    originalType: 'transaction',
    summary: '支付成功',
    url: order.notifyUrl,
    content: transactionView(world, order),
    delivery: request.notify,
    delaySeconds: request.notifyDelaySeconds,
  });
  await world.save();
  world.notifier.start(notification);
  const numbers = { outTradeNo: order.outTradeNo, transactionId: order.transactionId ?? '' };
  return { errMsg: 'requestPayment:ok', ...numbers, notificationId: notification.id };
}
