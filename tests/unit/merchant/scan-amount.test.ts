import { scanAmount } from '../../../src/domain/merchant/scan-amount';
import { fen } from '../../../src/domain/shared/fen';

describe('a payment code', () => {
  test('with a fixed amount charges that amount', () => {
    expect(scanAmount(fen(1880), undefined)).toEqual({ ok: true, value: 1880 });
    expect(scanAmount(fen(1880), 1880)).toEqual({ ok: true, value: 1880 });
  });

  test('with a fixed amount refuses any other with 1004 and tells the right one', () => {
    expect(scanAmount(fen(1880), 1)).toMatchObject({ ok: false, error: { code: 1004, details: { payAmount: 1880 } } });
  });

  test.each([1, 1880, 5_000_000])('without a fixed amount takes %i fen', (amount) => {
    expect(scanAmount(null, amount)).toEqual({ ok: true, value: amount });
  });

  test.each([0, -1, 0.5, 5_000_001, NaN, null, undefined])('without a fixed amount refuses %p', (amount) => {
    expect(scanAmount(null, amount)).toMatchObject({
      ok: false,
      error: { code: 1000, details: { min: 1, max: 5_000_000 } },
    });
  });
});
