import { h } from '../lib/dom.js';
import { modeText, orderState, shortTime, specText } from '../lib/format.js';
import { picture } from '../parts/picture.js';
import { price, priceText } from '../parts/price.js';
import { block, line } from '../parts/rows.js';
import { api } from '../server/api.js';
import { afterSales } from './order-after-sales.js';
import { orderActions } from './order-actions.js';
import { orderTitle } from './orders.js';

const itemLine = (item) =>
  h(
    'li',
    { class: 'order-item' },
    picture(item.image, { alt: item.name }),
    h('span', { class: 'order-item-text' }, h('b', {}, item.name), h('small', {}, specText(item.specs))),
    h('span', { class: 'order-item-sum' }, price(item.price), h('small', {}, `× ${item.quantity}`)),
  );

function destination({ delivery }) {
  if (delivery.mode === 'none') return null;
  const { province = '', city = '', district = '', detail = '', address = '', name = '', phone = '' } = delivery;
  const place = delivery.mode === 'pickup' ? address : `${province}${city}${district} ${detail}`;
  return block(null, line(modeText(delivery.mode), `${name} ${phone}`), h('p', { class: 'muted' }, place));
}

const timeline = (entries) =>
  block(
    '订单记录',
    h(
      'ol',
      { class: 'story' },
      entries.map(({ title, note, at }) =>
        h('li', {}, h('span', {}, title, note ? h('small', {}, ` ${note}`) : null), h('time', {}, shortTime(at))),
      ),
    ),
  );

function headline(order) {
  const hint = order.expiresAt ? `请在 ${shortTime(order.expiresAt)} 前付款` : orderTitle(order);
  return h(
    'section',
    { class: 'order-head' },
    h('h2', {}, orderState(order)),
    h('p', {}, hint),
    order.pickupCode ? h('p', { class: 'pickup-code' }, '取货码 ', h('b', {}, order.pickupCode)) : null,
  );
}

const sums = (order) =>
  block(
    '价格明细',
    order.type === 'points' ? line('兑换积分', `${order.pointsUsed} 积分`) : null,
    line(order.type === 'scan' ? '付款金额' : '商品金额', priceText(order.itemsAmount)),
    order.adjustments.map(({ label, amount }) => line(label, priceText(amount), amount < 0 ? 'is-discount' : '')),
    order.type === 'scan' ? null : line('运费', order.freightAmount === 0 ? '免运费' : priceText(order.freightAmount)),
    line(order.paidAt ? '实付' : '应付', price(order.payAmount), 'line-total'),
    order.refundedAmount > 0 ? line('已退款', `-${priceText(order.refundedAmount)}`, 'is-discount') : null,
    order.pointsEarned > 0 ? line('已得积分', `+${order.pointsEarned}`, 'is-earning') : null,
    line('订单号', order.orderNo, 'muted'),
  );

function actions(order, redraw) {
  const offered = orderActions(order, redraw);
  return offered.length > 0 ? h('div', { class: 'action-bar' }, offered) : null;
}

async function render({ params, redraw }) {
  const order = await api.get(`/orders/${params.orderNo}`);
  const body = h(
    'div',
    { class: 'order' },
    headline(order),
    destination(order),
    order.items.length > 0 ? block('商品', h('ul', { class: 'order-items' }, order.items.map(itemLine))) : null,
    sums(order),
    afterSales(order),
    timeline(order.timeline ?? []),
  );
  return { body, actions: actions(order, redraw) };
}

export const orderPage = { path: '/order/:orderNo', title: '订单详情', tone: 'brand', needsSession: true, render };
