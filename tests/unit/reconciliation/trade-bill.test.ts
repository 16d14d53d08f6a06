import fc from 'fast-check';
import { BillFormatError } from '../../../src/domain/reconciliation/bill-error';
import { TradeBillReader } from '../../../src/domain/reconciliation/trade-bill';
import type { TradeLine } from '../../../src/domain/reconciliation/types';
import { encode, writeTradeBill, type WrittenTrade } from './bill-writer';

function read(chunks: Iterable<Uint8Array>) {
  const reader = new TradeBillReader('2026-03-04');
  const lines: TradeLine[] = [];
  for (const chunk of chunks) lines.push(...reader.push(chunk));
  const { lines: last, totals } = reader.end();
  return { lines: [...lines, ...last], totals };
}

/** Cuts bytes at these places, which may lie inside a character, a line end or the byte order mark. */
function cut(bytes: Buffer, places: number[]): Buffer[] {
  const at = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end));
}

const trade = fc.record({
  kind: fc.constantFrom('payment' as const, 'refund' as const),
  serial: fc.nat(),
  fen: fc.bigInt({ min: 1n, max: 100_000_000_00n }),
  fee: fc.bigInt({ min: -99_999_99999n, max: 99_999_99999n }),
  status: fc.constantFrom('SUCCESS', 'PROCESSING'),
  name: fc.constantFrom('茶叶, 绿茶', '咖啡☕𝒙', '', 'a`b', '一,`二,`三', '"引号"'),
});

const trades = fc.array(trade, { maxLength: 30 }).map((list) =>
  list.map(({ serial, ...rest }, index): WrittenTrade => ({
    ...rest,
    status: rest.kind === 'payment' ? 'SUCCESS' : rest.status,
    number: rest.kind === 'payment' ? `P${serial}x${index}` : `R${serial}x${index}`,
    outTradeNo: rest.kind === 'payment' ? `P${serial}x${index}` : `P${serial}`,
  })),
);

const payment: WrittenTrade = {
  kind: 'payment',
  number: 'P1',
  outTradeNo: 'P1',
  fen: 1280n,
  fee: 768n,
  status: 'SUCCESS',
  name: '茶',
};
const refund: WrittenTrade = { ...payment, kind: 'refund', number: 'R1', fen: 80n, fee: -48n, status: 'PROCESSING' };

describe('the trade bill reader', () => {
  it('reads any bill to the fen, however it is cut into chunks', () => {
    const places = fc.array(fc.nat(), { maxLength: 40 });
    fc.assert(
      fc.property(trades, places, fc.constantFrom('\n', '\r\n'), (written, cuts, lineEnd) => {
        const { lines, totals } = read(cut(writeTradeBill(written, lineEnd), cuts));
        expect(lines.map((line) => [line.kind, line.number, BigInt(line.amount), line.status])).toEqual(
          written.map((line) => [line.kind, line.number, line.fen, line.status]),
        );
        expect(lines.map((line) => BigInt(line.feeMilliFen))).toEqual(written.map(({ fee }) => fee));
        expect(totals.lineCount).toBe(written.length);
      }),
    );
  });

  it('reads a bill that arrives byte by byte', () => {
    const bytes = writeTradeBill([payment, refund]);
    expect(read(cut(bytes, [...bytes.keys()])).lines).toEqual(read([bytes]).lines);
  });

  it('tells payments from refunds and keeps both numbers of a refund', () => {
    const { lines } = read([writeTradeBill([payment, refund])]);
    expect(lines).toMatchObject([
      { kind: 'payment', number: 'P1', outTradeNo: 'P1', outRefundNo: null, refundId: null, amount: 1280 },
      { kind: 'refund', number: 'R1', outTradeNo: 'P1', outRefundNo: 'R1', refundId: '50300R1', amount: 80 },
    ]);
    expect(lines[0]?.time.toISOString()).toBe('2026-03-03T21:06:07.000Z');
  });

  it('finds cells by the name of their column, in another order and without those a bill of one type leaves out', () => {
    const columns = '手续费,交易状态,商户订单号,微信订单号,交易时间,订单金额';
    const cells = '`0.00600,`SUCCESS,`P9,`4200,`2026-03-04 05:06:07,`1.00';
    const summary = ['总交易单数,手续费总金额,订单总金额', '`1.0,`0.00600,`1.00'];
    expect(read([encode([columns, cells, ...summary], '\n')]).lines).toMatchObject([
      { kind: 'payment', number: 'P9', amount: 100, feeMilliFen: 600 },
    ]);
  });

  it('reads a day without any trade', () => {
    expect(read([writeTradeBill([])])).toEqual({ lines: [], totals: { lineCount: 0, fee: 0 } });
  });

  const whole = writeTradeBill([payment, refund]).toString('utf8');
  it.each([
    ['is empty', ''],
    ['ends before its summary', whole.split('总交易单数')[0] ?? ''],
    ['ends after the header of its summary', whole.split('`2.0')[0] ?? ''],
    ['states another number of rows', whole.replace('`2.0', '`3.0')],
    ['states another sum', whole.replace(/`12\.80,`0\.80,`0\.00,/, '`12.81,`0.80,`0.00,')],
    ['has a row too many', whole.replace('`2026', '`2026-03-04 05:06:07\r\n`2026')],
    ['goes on after its summary', `${whole}\`x\r\n`],
    ['has an amount with a fraction of a fen', whole.replaceAll('`12.80', '`12.805')],
    ['has a payment without a number', whole.replaceAll('`P1', '`')],
    ['has another format of time', whole.replaceAll('2026-03-04 ', '2026/03/04 ')],
    ['is of another day', whole.replaceAll('2026-03-04', '2026-03-05')],
    ['lacks a column', whole.replace('交易状态', '状态')],
    ['is not UTF-8', Buffer.from([0xef, 0xbb, 0xbf, 0xc3, 0x28])],
  ])('refuses a bill that %s', (_, bill) => {
    expect(() => read([Buffer.from(bill)])).toThrow(BillFormatError);
  });
});
