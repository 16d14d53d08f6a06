import fc from 'fast-check';
import { beijingInstant, nearestFen, yuanToFen, yuanToMilliFen } from '../../../src/domain/reconciliation/bill-amounts';
import { BillFormatError } from '../../../src/domain/reconciliation/bill-error';
import { decimals } from './bill-writer';

describe('amounts of a bill', () => {
  it('are read to the fen, whatever the amount', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -10_000_000_000_000n, max: 10_000_000_000_000n }), (units) => {
        expect(BigInt(yuanToFen(decimals(units, 2)))).toBe(units);
        expect(BigInt(yuanToMilliFen(decimals(units, 5)))).toBe(units);
      }),
    );
  });

  it.each([
    ['1', 100],
    ['12.8', 1280],
    ['0.10000', 10],
    ['-0.05', -5],
    ['-0.00', 0],
  ])('reads %s as %d fen', (text, amount) => {
    expect(Object.is(yuanToFen(text), amount)).toBe(true);
  });

  it.each(['', '1.005', '1,000.00', '1e3', '.5', '5.', '+1', ' 1', '1.000000', '12345678901234', 'NaN'])(
    'refuses %p',
    (text) => {
      expect(() => yuanToFen(text)).toThrow(BillFormatError);
    },
  );

  it('rounds sums of fees to the nearest fen', () => {
    expect([499, 500, -500, -499, 0].map(nearestFen)).toEqual([0, 1, -1, 0, 0]);
  });

  it('reads times on a clock in Beijing, of the expected day only', () => {
    expect(beijingInstant('2026-01-01 00:00:00', '2026-01-01').toISOString()).toBe('2025-12-31T16:00:00.000Z');
    expect(() => beijingInstant('2026-01-01 00:00:00', '2025-12-31')).toThrow('has a line of 2026-01-01');
    expect(() => beijingInstant('2026-01-01', '2026-01-01')).toThrow(BillFormatError);
    expect(() => beijingInstant('2026-13-01 00:00:00', '2026-13-01')).toThrow(BillFormatError);
  });
});
