import { h } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { go, replace } from '../lib/router.js';
import { button } from '../parts/button.js';
import { linkRow } from '../parts/rows.js';
import { toast } from '../parts/toast.js';
import { api } from '../server/api.js';
import { session } from '../server/session.js';
import { signOut } from '../server/sign-in.js';

const ROLES = { owner: '店主', manager: '店长', cashier: '收银员', courier: '配送员' };

function head(me, membership) {
  const { label, openid } = session();
  const next = membership.nextLevel;
  const share = next ? Math.min(1, membership.growth / next.growthThreshold) : 1;
  const bar = h('span', { class: 'growth-bar' }, h('i', { style: { width: `${Math.round(share * 100)}%` } }));
  const shops = me.merchants.map((shop) =>
    h('em', {}, icon('store'), `${shop.name} · ${ROLES[shop.role] ?? shop.role}`),
  );
  return h(
    'section',
    { class: 'me-head' },
    h('span', { class: 'avatar' }, (me.nickname ?? label).slice(0, 1)),
    h('div', { class: 'me-name' }, h('b', {}, me.nickname ?? label), h('small', {}, openid), shops),
    h('span', { class: 'level' }, membership.level?.name ?? '会员'),
    h(
      'div',
      { class: 'growth' },
      bar,
      h('small', {}, next ? `再得 ${next.growthNeeded} 成长值升级为${next.name}` : '已是最高等级'),
    ),
  );
}

function pointsCard(account) {
  const soon = account.expiringSoon.points;
  return h(
    'button',
    { class: 'me-points', type: 'button', onClick: () => go('/points') },
    h('span', { class: 'paid-coin' }, icon('coin')),
    h(
      'span',
      { class: 'me-points-text' },
      h('small', {}, '积分余额'),
      h('b', { class: 'points-balance' }, String(account.available)),
      soon > 0 ? h('small', {}, `${soon} 积分即将到期`) : null,
    ),
    h('span', { class: 'me-points-more' }, '明细', icon('next')),
  );
}

function checkInCard(calendar, redraw) {
  const checkIn = async () => {
    const { pointsAwarded, streak } = await api.post('/me/check-ins');
    toast(`签到成功，+${pointsAwarded} 积分，已连续 ${streak} 天`, 'good');
    await redraw();
  };
  const done = calendar.isCheckedInToday ? ((calendar.streak - 1) % 7) + 1 : calendar.streak % 7;
  const days = Array.from({ length: 7 }, (_, index) =>
    h('i', { class: index < done ? 'is-done' : '' }, index < done ? icon('check') : String(index + 1)),
  );
  return h(
    'section',
    { class: 'check-in' },
    h(
      'div',
      { class: 'check-in-head' },
      h('b', {}, '每日签到'),
      h('small', {}, `已连续 ${calendar.streak} 天，第 7 天有惊喜`),
    ),
    calendar.isCheckedInToday
      ? h('span', { class: 'button button-small button-off' }, '今日已签')
      : button('签到领积分', checkIn, { kind: 'small' }),
    h('div', { class: 'check-in-days' }, days),
  );
}

const STATES = [
  ['pending_payment', '待付款', 'wallet'],
  ['awaiting_fulfilment', '待发货', 'box'],
  ['ready_for_pickup', '待自提', 'pin'],
  ['completed', '已完成', 'check'],
];

const orderEntries = (counts) =>
  h(
    'section',
    { class: 'block me-orders' },
    h(
      'header',
      { class: 'block-title' },
      '我的订单',
      h('button', { type: 'button', onClick: () => go('/orders') }, '全部', icon('next')),
    ),
    h(
      'div',
      { class: 'me-states' },
      STATES.map(([state, label, mark]) =>
        h(
          'button',
          { type: 'button', onClick: () => go(`/orders?status=${state}`) },
          icon(mark),
          counts[state] ? h('span', { class: 'badge' }, String(counts[state])) : null,
          h('span', {}, label),
        ),
      ),
    ),
  );

async function leave() {
  await signOut();
  replace('/sign-in');
}

async function render({ redraw }) {
  const [me, membership, account, calendar, counts, unread] = await Promise.all([
    api.get('/me'),
    api.get('/me/member'),
    api.get('/me/points'),
    api.get('/me/check-ins'),
    api.get('/orders/counts'),
    api.get('/me/messages/unread-count'),
  ]);
  const badge = unread.count > 0 ? h('span', { class: 'badge' }, String(unread.count)) : null;
  const body = h(
    'div',
    { class: 'me' },
    head(me, membership),
    pointsCard(account),
    checkInCard(calendar, redraw),
    orderEntries(counts),
    h(
      'section',
      { class: 'block links' },
      linkRow('coin', '积分商城', { onClick: () => go('/mall') }),
      linkRow('bell', '消息', { note: badge, onClick: () => go('/messages') }),
      linkRow('pin', '收货地址', { onClick: () => go('/addresses') }),
      linkRow('swap', '切换演示用户', { onClick: () => void leave() }),
    ),
  );
  return { body };
}

export const mePage = { path: '/me', title: '我的', tab: 'me', tone: 'brand', needsSession: true, render };
