import { checkFundFlow, finishedState } from '../../../src/domain/reconciliation/day-result';
import { FundFlowBillReader } from '../../../src/domain/reconciliation/fund-flow-bill';
import { writeFundFlowBill, type WrittenFlow } from './bill-writer';

const flow = (type: string, kind: WrittenFlow['kind'], [fen, balance]: [bigint, bigint]): WrittenFlow => ({
  time: '2026-03-04 05:06:07',
  type,
  kind,
  fen,
  balance,
});

const DAY = [
  flow('交易', '收入', [10_000n, 10_000n]),
  flow('扣除交易手续费', '支出', [60n, 9_940n]),
  flow('退款', '支出', [2_500n, 7_440n]),
  flow('退还手续费', '收入', [15n, 7_455n]),
  flow('提现', '支出', [7_000n, 455n]),
];

function totalsOf(bill: Buffer) {
  const reader = new FundFlowBillReader('2026-03-04');
  for (const byte of bill) reader.push(Uint8Array.of(byte));
  return reader.end().totals;
}

describe('the fund-flow bill reader', () => {
  it.each([[['(', ')']], [['（', '）']]] as [[string, string]][])('adds up a day, with brackets %p', (brackets) => {
    expect(totalsOf(writeFundFlowBill(DAY, brackets))).toEqual({
      income: 10_015,
      expense: 9_560,
      payments: 10_000,
      refunds: 2_500,
      fees: 45,
      closingBalance: 455,
    });
  });

  it('takes the closing balance from the last movement, in whatever order the rows stand', () => {
    const late = { ...flow('交易', '收入', [1n, 77n]), time: '2026-03-04 23:59:59' };
    expect(totalsOf(writeFundFlowBill([late, ...DAY])).closingBalance).toBe(77);
  });

  it('refuses a bill whose sums are not those of its rows', () => {
    const bill = writeFundFlowBill(DAY).toString('utf8').replace('`9560', '`9561').replace('`95.60', '`95.61');
    expect(() => totalsOf(Buffer.from(bill))).toThrow('支出金额');
  });
});

describe('the result of a day', () => {
  const totals = totalsOf(writeFundFlowBill(DAY));

  it('agrees when the account moved by what was traded', () => {
    expect(checkFundFlow(totals, { payments: 10_000, refunds: 2_500 })).toBe('agrees');
    expect(checkFundFlow(totals, { payments: 10_000, refunds: 2_400 })).toBe('differs');
    expect(checkFundFlow(null, { payments: 1, refunds: 0 })).toBe('absent');
    expect(checkFundFlow(null, { payments: 0, refunds: 0 })).toBe('agrees');
  });

  it('is balanced when no difference is left open', () => {
    expect(finishedState({ openCount: 1, hasStatement: true })).toBe('differences');
    expect(finishedState({ openCount: 0, hasStatement: true })).toBe('balanced');
    expect(finishedState({ openCount: 0, hasStatement: false })).toBe('no_statement');
    expect(finishedState({ openCount: 2, hasStatement: false })).toBe('differences');
  });
});
