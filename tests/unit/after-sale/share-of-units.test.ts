import fc from 'fast-check';
import { shareOfEarned, shareOfMoney, shareOfUnits } from '../../../src/domain/after-sale/share-of-units';
import { clawBackLots } from '../../../src/domain/points/claw-back-lots';

describe('points that go with returned units', () => {
  const whole = { amount: 10, share: 10 };

  test('are the share of the line, the last unit taking the remainder', () => {
    const shares = [0, 1, 2].map((before) => shareOfUnits({ total: 10, quantity: 3, before, units: 1, ...whole }));
    expect(shares).toEqual([3, 3, 4]);
  });

  test('are fewer when less money goes back', () => {
    expect(shareOfUnits({ total: 10, quantity: 1, before: 0, units: 1, amount: 50, share: 100 })).toBe(5);
  });

  test('go back whole with a line that points alone had paid', () => {
    expect(shareOfUnits({ total: 10, quantity: 1, before: 0, units: 1, amount: 0, share: 0 })).toBe(10);
  });

  test('add up to the whole however the units are spread', () => {
    const spread = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.nat(1_000_000), spread, (total, parts) => {
        const quantity = parts.reduce((sum, part) => sum + part, 0);
        let before = 0;
        let sum = 0;
        for (const units of parts) {
          sum += shareOfUnits({ total, quantity, before, units, ...whole });
          before += units;
        }
        expect(sum).toBe(total);
      }),
    );
  });

  const nothing = { reclaimed: 0, unitsLeft: 1, units: 1 };

  test('were earned by what was left alone go back with it, all of them', () => {
    const kept = { earned: 110, reclaimed: 90, moneyLeft: 100, unitsLeft: 1 };
    expect(shareOfEarned({ ...kept, amount: 100, units: 1 })).toBe(20);
  });

  test('were earned by money that stays away stay too', () => {
    expect(shareOfEarned({ ...nothing, earned: 10, moneyLeft: 1_000, amount: 250 })).toBe(2);
  });

  test('were earned without money go with the units', () => {
    expect(shareOfEarned({ earned: 10, reclaimed: 0, moneyLeft: 0, amount: 0, unitsLeft: 4, units: 1 })).toBe(2);
    expect(shareOfEarned({ earned: 10, reclaimed: 2, moneyLeft: 0, amount: 0, unitsLeft: 3, units: 3 })).toBe(8);
  });

  test('are taken back once, however the money is spread', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.nat(1_000_000), parts, (earned, amounts) => {
        let moneyLeft = amounts.reduce((sum, part) => sum + part, 0);
        let reclaimed = 0;
        for (const amount of amounts) {
          reclaimed += shareOfEarned({ ...nothing, earned, reclaimed, moneyLeft, amount });
          moneyLeft -= amount;
        }
        expect(reclaimed).toBe(earned);
      }),
    );
  });

  test('follow the money of an order without lines, to the last point', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.nat(1_000_000), parts, (total, amounts) => {
        const paid = amounts.reduce((sum, part) => sum + part, 0);
        let before = 0;
        let sum = 0;
        for (const amount of amounts) {
          sum += shareOfMoney({ total, paid, before, amount });
          before += amount;
        }
        expect(sum).toBe(total);
      }),
    );
    expect(shareOfMoney({ total: 5, paid: 0, before: 0, amount: 0 })).toBe(5);
  });
});

describe('points taken back', () => {
  const at = (day: number) => new Date(Date.UTC(2026, 0, day));
  const lot = (id: number, remaining: number, day: number | null, isOwn = false) => ({
    id,
    remaining,
    expiresAt: day === null ? null : at(day),
    isOwn,
  });

  test('come from the lots they were, then from what expires first', () => {
    const lots = [lot(1, 5, null), lot(2, 5, 3), lot(3, 5, 9, true)];
    expect(clawBackLots(lots, 12)).toEqual([
      { lotId: 3, points: 5 },
      { lotId: 2, points: 5 },
      { lotId: 1, points: 2 },
    ]);
  });

  test('are never more than the lots hold', () => {
    expect(() => clawBackLots([lot(1, 5, null)], 6)).toThrow(RangeError);
  });
});
