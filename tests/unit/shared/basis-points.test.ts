import fc from 'fast-check';
import { applyBps, bps } from '../../../src/domain/shared/basis-points';
import { fen } from '../../../src/domain/shared/fen';

describe('basis points', () => {
  test.each([-1, 0.5, NaN])('%p is refused as a rate', (rate) => {
    expect(() => bps(rate)).toThrow(RangeError);
  });

  test('a part of an amount is rounded down to a whole fen', () => {
    expect(applyBps(fen(999), bps(5000))).toBe(499);
    expect(applyBps(fen(-999), bps(5000))).toBe(-500);
    expect(applyBps(fen(1880), bps(10_000))).toBe(1880);
    expect(applyBps(fen(1880), bps(0))).toBe(0);
  });

  test('amounts beyond the float range of amount × rate stay exact', () => {
    expect(applyBps(fen(Number.MAX_SAFE_INTEGER), bps(10_000))).toBe(Number.MAX_SAFE_INTEGER);
    expect(applyBps(fen(9_007_199_254_740_991), bps(9_999))).toBe(9_006_298_534_815_516);
  });

  test('the part and the rest never lose or make a fen', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 10_000 }), (amount, rate) => {
        const part = applyBps(fen(amount), bps(rate));
        expect(part).toBeGreaterThanOrEqual(0);
        expect(part).toBeLessThanOrEqual(amount);
        expect(BigInt(part) * 10_000n).toBeLessThanOrEqual(BigInt(amount) * BigInt(rate));
        expect((BigInt(part) + 1n) * 10_000n).toBeGreaterThan(BigInt(amount) * BigInt(rate));
      }),
    );
  });
});
