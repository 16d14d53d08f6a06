import { h } from '../lib/dom.js';
import { go, replace } from '../lib/router.js';
import { openRedeemSheet } from '../checkout/redeem-sheet.js';
import { button } from '../parts/button.js';
import { picture } from '../parts/picture.js';
import { pointsPrice } from '../parts/points-price.js';
import { emptyState } from '../parts/states.js';
import { toast } from '../parts/toast.js';
import { payOrder } from '../payment/pay-order.js';
import { api } from '../server/api.js';

async function redeem(good) {
  const order = await openRedeemSheet(good);
  if (!order) return;
  const { orderNo, status, payAmount: amount } = order;
  if (status === 'pending_payment') {
    if (await payOrder({ orderNo, amount, payee: '积分商城' })) return;
    toast('积分已预留，可稍后付款');
  } else toast('兑换成功', 'good');
  replace(`/order/${orderNo}`);
}

function offer(good, available) {
  if (good.stock === 0) return h('span', { class: 'button button-small button-off' }, '已兑完');
  if (good.points > available) return h('span', { class: 'button button-small button-off' }, '积分不足');
  return button('兑换', () => redeem(good), { kind: 'small' });
}

const tags = ({ kind, perUserLimit }) => [
  kind === 'virtual' ? h('em', { class: 'tag tag-new' }, '虚拟') : h('em', { class: 'tag tag-recommended' }, '包邮'),
  perUserLimit > 0 ? h('em', { class: 'tag tag-level' }, `限兑 ${perUserLimit} 件`) : null,
];

const goodLine = (good, available) =>
  h(
    'li',
    { class: 'mall-good', dataset: { good: good.documentId } },
    picture(good.cover, { alt: good.name }),
    h(
      'span',
      { class: 'mall-text' },
      h('b', {}, good.name),
      good.subtitle ? h('small', {}, good.subtitle) : null,
      h('span', { class: 'card-tags' }, tags(good)),
      h('span', { class: 'mall-foot' }, pointsPrice(good), h('small', {}, `剩 ${good.stock}`)),
    ),
    offer(good, available),
  );

async function render() {
  const [account, goods] = await Promise.all([
    api.get('/me/points'),
    api.get('/points/goods?pagination[pageSize]=100'),
  ]);
  const body = h(
    'div',
    { class: 'mall' },
    h(
      'section',
      { class: 'points-head mall-head' },
      h('small', {}, '可用积分'),
      h('b', { class: 'points-balance' }, String(account.available)),
      h('button', { class: 'mall-more', type: 'button', onClick: () => go('/points') }, '积分明细'),
    ),
    goods.length > 0
      ? h(
          'ul',
          { class: 'mall-goods' },
          goods.map((good) => goodLine(good, account.available)),
        )
      : emptyState('积分商城正在上新'),
  );
  return { body };
}

export const mallPage = { path: '/mall', title: '积分商城', tone: 'brand', needsSession: true, render };
