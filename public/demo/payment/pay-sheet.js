import { h, put } from '../lib/dom.js';
import { button } from '../parts/button.js';
import { icon } from '../lib/icons.js';
import { price } from '../parts/price.js';
import { openSheet } from '../parts/sheet.js';

/**
 * The sheet that WeChat would show over the mini-program.
 * @param confirm what the confirm button does; while it runs the sheet shows that the payment is under way
 * @returns resolves with what `confirm` returned; undefined when the visitor closed the sheet
 */
export const openPaySheet = ({ amount, payee }, confirm) =>
  openSheet({ title: '请确认付款', className: 'pay-sheet' }, (close) => {
    const root = h('div', { class: 'pay' });
    const progress = (text) =>
      put(
        root,
        h(
          'div',
          { class: 'pay-progress' },
          h('span', { class: 'pay-spinner' }),
          h('p', {}, text),
          price(amount, { size: 'huge' }),
        ),
      );
    const ask = () =>
      put(
        root,
        h('p', { class: 'pay-payee' }, payee),
        h('div', { class: 'pay-amount' }, price(amount, { size: 'huge' })),
        h(
          'div',
          { class: 'pay-method' },
          h('span', { class: 'pay-method-icon' }, icon('wallet')),
          h('span', {}, '零钱', h('small', {}, '由本机微信模拟器扣款，不涉及真实资金')),
          icon('check'),
        ),
        button('确认支付', pay, { kind: 'pay' }),
      );
    const pay = async () => {
      try {
        close(await confirm(progress));
      } catch (failure) {
        ask();
        throw failure;
      }
    };
    ask();
    return root;
  });
