import { h } from '../lib/dom.js';
import { shortTime } from '../lib/format.js';
import { emptyState } from '../parts/states.js';
import { api } from '../server/api.js';

const TYPES = {
  award: '获得积分',
  deduct: '扣除积分',
  redeem: '积分抵现',
  refund_return: '退款返还',
  clawback: '退款收回',
  expire: '积分过期',
  adjust: '人工调整',
  freeze: '下单预留',
  unfreeze: '预留退回',
};

const signed = (change) => (change > 0 ? `+${change}` : String(change));
const direction = (change) => (change > 0 ? 'is-plus' : change < 0 ? 'is-minus' : 'is-zero');

const recordLine = (record) =>
  h(
    'li',
    { class: 'record' },
    h(
      'span',
      { class: 'record-text' },
      h('b', {}, record.description || TYPES[record.type] || record.type),
      h('small', {}, [TYPES[record.type], shortTime(record.createdAt), record.orderNo].filter(Boolean).join(' · ')),
    ),
    h(
      'span',
      { class: 'record-change' },
      h('b', { class: direction(record.change) }, signed(record.change)),
      h('small', {}, `余额 ${record.balanceAfter}`),
    ),
  );

const figure = (label, value) => h('span', {}, h('b', {}, String(value)), h('small', {}, label));

async function render() {
  const [account, records] = await Promise.all([api.get('/me/points'), api.get('/me/points/records?limit=50')]);
  const body = h(
    'div',
    { class: 'points' },
    h(
      'section',
      { class: 'points-head' },
      h('small', {}, '可用积分'),
      h('b', { class: 'points-balance' }, String(account.available)),
      h(
        'div',
        { class: 'figures' },
        figure('预留中', account.frozen),
        figure('累计获得', account.total),
        figure('已使用', account.used),
        figure('已过期', account.expired),
      ),
    ),
    records.length > 0 ? h('ul', { class: 'records' }, records.map(recordLine)) : emptyState('还没有积分记录'),
  );
  return { body };
}

export const pointsPage = { path: '/points', title: '积分明细', tone: 'brand', needsSession: true, render };
