import { paymentDeeds } from '../../../src/admin/deeds/payment-deeds';

const deed = paymentDeeds.find(({ permission }) => permission === 'settlement.settle');

/** As the content manager gives it: amounts of 64 bits are text. */
const record = { payable: '90000', sharedAmount: '20000', deductedAmount: '1000', transferAmount: '69000' };

describe('the deed that marks a settlement settled', () => {
  it('sends the amounts that the page shows', () => {
    const { body } = deed ?? {};
    expect(typeof body === 'function' ? body(record) : body).toEqual({
      payable: 90_000,
      sharedAmount: 20_000,
      transferAmount: 69_000,
    });
  });

  it.each<[string, object, RegExp]>([
    [
      'fixes the amount first and has it paid afterwards, with what was kept back',
      record,
      /标记后金额不再变动，请再.*¥690\.00.*付.*扣回 ¥10\.00/,
    ],
    [
      'asks for no transfer when WeChat pays',
      { ...record, payable: '20000', deductedAmount: '0', transferAmount: '0' },
      /不用付款/,
    ],
    [
      'asks for no transfer below zero',
      { ...record, payable: '0', deductedAmount: '0', transferAmount: '0' },
      /-¥200\.00.*扣回/,
    ],
  ])('%s', (_title, document, text) => {
    expect(deed?.explain?.(document as never)).toMatch(text);
  });

  it.each<[string, object, string]>([
    ['says what is to be paid now', { transferAmount: 69_000 }, '已标记为已结算，请付给商户 ¥690.00'],
    ['asks for nothing when nothing is to be paid', { transferAmount: 0 }, '已标记为已结算，不用付款'],
  ])('%s', (_title, outcome, message) => {
    const { done } = deed ?? {};
    expect(typeof done === 'function' ? done({ ...outcome }) : done).toEqual({ isGood: true, message });
  });
});
