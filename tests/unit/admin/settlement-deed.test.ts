import { settlementDeeds } from '../../../src/admin/deeds/settlement-deeds';

const deed = settlementDeeds.find(({ permission }) => permission === 'settlement.settle');

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

describe('the deed that notes a transfer', () => {
  const noting = settlementDeeds.find(({ permission }) => permission === 'settlement.note-transfer');

  it('is for settled ones, and begins with what is written down', () => {
    expect(['pending', 'settled'].map((state) => noting?.isOffered({ state }))).toEqual([false, true]);
    const written = { transferNo: 'ICBC-1', note: null };
    expect(noting?.fields.map(({ initial }) => initial?.(written))).toEqual(['ICBC-1', '']);
  });
});

describe('the deed that books a repayment', () => {
  const booking = settlementDeeds.find(({ permission }) => permission === 'merchant.book-repayment');

  it.each<[string, number, string]>([
    ['what is still owed', 5_000, '已登记，还欠 ¥50.00'],
    ['that nothing is owed any more', 0, '已登记，欠款已还清'],
  ])('says %s', (_title, debtAfter, message) => {
    const { done } = booking ?? {};
    expect(typeof done === 'function' ? done({ debtAfter }) : done).toEqual({ isGood: true, message });
  });
});
