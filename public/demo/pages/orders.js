import { h } from '../lib/dom.js';
import { orderState, shortTime } from '../lib/format.js';
import { go, replace } from '../lib/router.js';
import { button } from '../parts/button.js';
import { picture } from '../parts/picture.js';
import { price } from '../parts/price.js';
import { emptyState } from '../parts/states.js';
import { api } from '../server/api.js';

const FILTERS = [
  ['', '全部'],
  ['pending_payment', '待付款'],
  ['awaiting_fulfilment', '待发货'],
  ['ready_for_pickup', '待自提'],
  ['completed', '已完成'],
];

const filterBar = (current) =>
  h(
    'div',
    { class: 'sorts', role: 'tablist' },
    FILTERS.map(([status, label]) =>
      h(
        'button',
        {
          type: 'button',
          'aria-selected': String(status === current),
          onClick: () => replace(status ? `/orders?status=${status}` : '/orders'),
        },
        label,
      ),
    ),
  );

export const orderTitle = (order) =>
  order.type === 'scan' ? (order.merchant?.name ?? '扫码付款') : 'Mallard 演示商城';

function orderCard(order) {
  const pictures = order.items.slice(0, 4).map((item) => picture(item.image, { alt: item.name }));
  const what = order.items.length > 0 ? pictures : h('p', {}, '扫码付款');
  const count = order.items.reduce((sum, item) => sum + item.quantity, 0);
  return h(
    'button',
    { class: 'order-card', type: 'button', onClick: () => go(`/order/${order.orderNo}`) },
    h('header', {}, h('b', {}, orderTitle(order)), h('em', { class: `state-${order.status}` }, orderState(order))),
    h('div', { class: 'order-pictures' }, what),
    h(
      'footer',
      {},
      h('time', {}, shortTime(order.createdAt)),
      h('span', {}, count > 0 ? `共 ${count} 件　` : '', price(order.payAmount)),
    ),
  );
}

async function render({ query }) {
  const status = query.status ?? '';
  const orders = await api.get(`/orders?limit=30${status ? `&status=${status}` : ''}`);
  const list =
    orders.length > 0
      ? h('div', { class: 'order-list' }, orders.map(orderCard))
      : emptyState(
          '这里还没有订单',
          button('去逛逛', () => go('/home'), { kind: 'line' }),
        );
  return { body: h('div', {}, filterBar(status), list) };
}

export const ordersPage = { path: '/orders', title: '我的订单', needsSession: true, render };
