import { h, put } from '../lib/dom.js';
import { fenOf } from '../lib/format.js';
import { randomHex } from '../lib/random.js';
import { button } from '../parts/button.js';
import { picture } from '../parts/picture.js';
import { price } from '../parts/price.js';
import { payOrder } from '../payment/pay-order.js';
import { paymentCode } from '../payment/payment-codes.js';
import { api } from '../server/api.js';
import { Failure } from '../server/failure.js';
import { toast } from '../parts/toast.js';
import { replace } from '../lib/router.js';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '.', '0', '⌫'];

/** What the amount becomes by a key; a key that would make it no amount changes nothing. */
function press(text, key) {
  if (key === '⌫') return text.slice(0, -1);
  const next = text === '0' && key !== '.' ? key : text + key;
  return fenOf(next === '.' ? '0.' : next) === null ? text : next === '.' ? '0.' : next;
}

function keypad(onKey) {
  return h(
    'div',
    { class: 'keypad' },
    KEYS.map((key) =>
      h('button', { type: 'button', 'aria-label': key === '⌫' ? '删除' : key, onClick: () => onKey(key) }, key),
    ),
  );
}

async function pay(found, amount, key) {
  if (!amount) throw new Failure('请输入付款金额');
  const body = found.fixedAmount ? {} : { amount };
  const order = await api.post(`/payment-codes/${found.code}/pay`, body, { idempotencyKey: key });
  const isPaid = await payOrder({ ...order, amount: order.payAmount, payee: found.merchant.name });
  if (isPaid) return;
  toast('订单已保留，可稍后付款');
  replace(`/order/${order.orderNo}`);
}

const payeeHead = ({ merchant, title }) =>
  h(
    'div',
    { class: 'payee' },
    picture(merchant.logo, { alt: '' }),
    h('span', {}, h('small', {}, '付款给'), h('b', {}, merchant.name), h('small', {}, title)),
  );

async function render({ params }) {
  const found = await paymentCode(params.code);
  // A key for each amount: the same amount tapped twice is one order.
  const keys = new Map();
  const keyOf = (amount) => {
    if (!keys.has(amount)) keys.set(amount, randomHex(16));
    return keys.get(amount);
  };
  let text = '';
  const amountNow = () => found.fixedAmount ?? fenOf(text) ?? 0;
  const shown = h('div', { class: 'amount' });
  const draw = () =>
    put(
      shown,
      found.fixedAmount
        ? price(found.fixedAmount, { size: 'huge' })
        : h('span', { class: 'amount-typed' }, h('i', {}, '¥'), h('b', {}, text || '0'), h('span', { class: 'caret' })),
    );
  const onKey = (key) => {
    text = press(text, key);
    draw();
  };
  draw();
  const body = h(
    'div',
    { class: 'scan-amount' },
    payeeHead(found),
    h('div', { class: 'amount-card' }, h('small', {}, found.fixedAmount ? '固定金额' : '付款金额'), shown),
    found.fixedAmount ? null : keypad(onKey),
  );
  const actions = h(
    'div',
    { class: 'action-bar' },
    button('付款', () => pay(found, amountNow(), keyOf(amountNow())), { kind: 'wide' }),
  );
  return { body, actions };
}

export const scanAmountPage = { path: '/scan/:code', title: '付款', needsSession: true, render };
