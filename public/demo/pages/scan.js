import { h } from '../lib/dom.js';
import { icon } from '../lib/icons.js';
import { go } from '../lib/router.js';
import { picture } from '../parts/picture.js';
import { priceText } from '../parts/price.js';
import { emptyState } from '../parts/states.js';
import { paymentCodes } from '../payment/payment-codes.js';

const sticker = ({ code, title, fixedAmount, merchant }) =>
  h(
    'button',
    { class: 'sticker', type: 'button', dataset: { code }, onClick: () => go(`/scan/${code}`) },
    picture(merchant.logo, { alt: '' }),
    h('span', { class: 'sticker-text' }, h('b', {}, merchant.name), h('small', {}, title)),
    h(
      'span',
      { class: fixedAmount ? 'sticker-fixed' : 'sticker-open' },
      fixedAmount ? priceText(fixedAmount) : '输入金额',
    ),
  );

async function render() {
  const codes = await paymentCodes();
  const body = h(
    'div',
    { class: 'scan' },
    h(
      'div',
      { class: 'scan-hero' },
      h('span', { class: 'scan-frame' }, icon('scan')),
      h('p', {}, '在真实的店里，这里扫的是收银台上的收款码'),
      h('small', {}, '演示中，点一张收款码就等于扫了它'),
    ),
    codes.length > 0 ? h('div', { class: 'stickers' }, codes.map(sticker)) : emptyState('还没有可用的收款码'),
  );
  return { body };
}

export const scanPage = { path: '/scan', title: '扫码付款', tab: 'scan', tone: 'brand', render };
