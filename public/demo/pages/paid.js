import { h } from '../lib/dom.js';
import { announce } from '../lib/events.js';
import { shortTime } from '../lib/format.js';
import { icon } from '../lib/icons.js';
import { replace } from '../lib/router.js';
import { button } from '../parts/button.js';
import { price } from '../parts/price.js';
import { countUp } from '../payment/count-up.js';
import { receiptOf } from '../payment/receipts.js';
import { replayCard } from '../payment/replay.js';
import { api } from '../server/api.js';
import { simulator } from '../server/simulator.js';

function pointsCard(order, account, receipt) {
  const before = receipt?.pointsBefore ?? account.available - order.pointsEarned;
  const balance = h('b', { class: 'points-balance' }, String(before));
  countUp(balance, before, account.available);
  const earned = order.pointsEarned;
  const later = order.pointsToEarn > 0 ? `完成订单后可得 ${order.pointsToEarn} 积分` : '本单没有积分';
  return h(
    'section',
    { class: 'paid-points', dataset: { earned: String(earned) } },
    h('span', { class: 'paid-coin' }, icon('coin')),
    h(
      'span',
      { class: 'paid-points-text' },
      h('b', {}, earned > 0 ? `+${earned} 积分` : later),
      h('small', {}, '积分余额'),
    ),
    balance,
  );
}

function delivered(notification) {
  const attempt = notification?.attempts.at(-1);
  if (!attempt) return '商城主动查询微信得知';
  return `签名通知送达，应答 ${attempt.httpStatus}（${attempt.durationMs} ms）`;
}

function story(order, notification) {
  const steps = [
    [order.type === 'scan' ? '收款订单生成' : '订单生成，库存与积分已预留', order.createdAt],
    ['微信（模拟）扣款成功', order.paidAt],
    [delivered(notification), order.paidAt],
    ['验签、核对金额，付款与积分一起入账', order.paidAt],
  ];
  return h(
    'ol',
    { class: 'story' },
    steps.map(([text, at]) => h('li', {}, h('span', {}, text), h('time', {}, shortTime(at)))),
  );
}

function pickup(order) {
  if (!order.pickupCode) return null;
  return h('p', { class: 'pickup-code' }, '取货码 ', h('b', {}, order.pickupCode));
}

async function render({ params }) {
  const { orderNo } = params;
  const receipt = receiptOf(orderNo);
  const [order, account, notification] = await Promise.all([
    api.get(`/orders/${orderNo}`),
    api.get('/me/points'),
    receipt?.notificationId ? simulator.notification(receipt.notificationId).catch(() => null) : null,
  ]);
  announce('milestone', order.type === 'scan' ? 'scan-paid' : 'paid');
  if (order.pointsEarned > 0) announce('milestone', 'points');
  const body = h(
    'div',
    { class: 'paid' },
    h('div', { class: 'paid-mark' }, icon('check')),
    h('h2', {}, '支付成功'),
    h('p', { class: 'paid-payee' }, order.merchant?.name ?? receipt?.payee ?? ''),
    price(order.paidAmount, { size: 'huge' }),
    pickup(order),
    pointsCard(order, account, receipt),
    story(order, notification),
    receipt?.notificationId ? replayCard(receipt.notificationId) : null,
  );
  const actions = h(
    'div',
    { class: 'action-bar' },
    button('查看订单', () => replace(`/order/${orderNo}`), { kind: 'line' }),
    button('完成', () => replace('/home')),
  );
  return { body, actions };
}

export const paidPage = { path: '/paid/:orderNo', title: '支付结果', needsSession: true, hasBack: false, render };
