import { TradeBillReader } from '../../src/domain/reconciliation/trade-bill';
import { vector } from './support/wechat-client-vectors';

// The file proves its own sums: the reader refuses a bill whose summary is not what its rows make.
describe('a trade bill that WeChat wrote', () => {
  const { content } = vector<{ content: string }>('bill-tradebill-all-csv');

  it.each([1, 2, 3, 7, 64, 1_000_000])('is read whole in chunks of %d bytes', (size) => {
    const bytes = Buffer.from(content, 'utf8');
    const reader = new TradeBillReader('2019-02-19');
    const lines = [];
    for (let at = 0; at < bytes.length; at += size) lines.push(...reader.push(bytes.subarray(at, at + size)));
    const { lines: last, totals } = reader.end();
    lines.push(...last);
    expect(lines).toHaveLength(45);
    expect(totals.lineCount).toBe(45);
    expect(new Set(lines.map(({ kind }) => kind))).toEqual(new Set(['payment', 'refund']));
    expect(lines[0]).toMatchObject({
      kind: 'refund',
      number: 'REF4200000263201902167700963919',
      outTradeNo: 'autotest_20190216081946_82335',
      amount: 1,
      status: 'SUCCESS',
    });
    expect(lines[2]).toMatchObject({
      kind: 'payment',
      number: 'autotest_20190219015232_89201',
      amount: 3,
      feeMilliFen: 1000,
    });
  });
});
