import fc from 'fast-check';
import { growthForPayment, MOST_GROWTH, growthOfReturn, possibleGrowthChange } from '../../../src/domain/member/growth';
import { fen } from '../../../src/domain/shared/fen';

describe('the growth of a payment', () => {
  it.each([
    [9_999, 1, 99],
    [100, 1, 1],
    [99, 1, 0],
    [99, 10, 9],
    [12_345, 0, 0],
    [0, 1, 0],
    [-500, 1, 0],
  ])('%i fen at %i a yuan are %i', (paid, perYuan, growth) => {
    expect(growthForPayment(fen(paid), perYuan)).toBe(growth);
  });

  it('stays inside its column however much was paid', () => {
    expect(growthForPayment(fen(Number.MAX_SAFE_INTEGER), 1000)).toBe(MOST_GROWTH);
  });
});

describe('what of a change really happens', () => {
  const growth = fc.integer({ min: 0, max: MOST_GROWTH });

  it('never leaves less than nothing and never changes more than wished', () => {
    fc.assert(
      fc.property(growth, fc.integer(), (before, wished) => {
        const change = possibleGrowthChange(before, wished);
        expect(before + change).toBeGreaterThanOrEqual(0);
        expect(before + change).toBeLessThanOrEqual(MOST_GROWTH);
        expect(Math.abs(change)).toBeLessThanOrEqual(Math.abs(wished));
        expect(change * wished).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('is the whole wish when there is room for it', () => {
    expect(possibleGrowthChange(100, 50)).toBe(50);
    expect(possibleGrowthChange(100, -100)).toBe(-100);
    expect(possibleGrowthChange(100, -150)).toBe(-100);
  });
});

describe('the growth that goes with returned goods', () => {
  it('is all of it in the end, however the returns are spread', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.nat(1_000_000), parts, (earned, amounts) => {
        let growth = earned;
        let left = amounts.reduce((sum, amount) => sum + amount, 0);
        for (const amount of amounts) {
          growth -= growthOfReturn({ growth, amount: fen(amount), left: fen(left) });
          left -= amount;
        }
        expect(growth).toBe(0);
      }),
    );
  });

  it('is nothing when no money goes back or nothing was earned', () => {
    expect(growthOfReturn({ growth: 10, amount: fen(0), left: fen(100) })).toBe(0);
    expect(growthOfReturn({ growth: 0, amount: fen(50), left: fen(100) })).toBe(0);
  });
});
