import fc from 'fast-check';
import { splitClawback } from '../../../src/domain/points/split-clawback';

const award = (awardId: number, left: number, expiredLeft = 0) => ({ awardId, left, expiredLeft });

describe('points that a refund takes back', () => {
  test('come from each award in proportion to what is left of it', () => {
    expect(splitClawback([award(1, 30), award(2, 10)], 20)).toEqual([
      { awardId: 1, taken: 15, waived: 0 },
      { awardId: 2, taken: 5, waived: 0 },
    ]);
  });

  test('are waived as far as they have expired unspent', () => {
    expect(splitClawback([award(1, 100, 60)], 50)).toEqual([{ awardId: 1, taken: 0, waived: 50 }]);
    expect(splitClawback([award(1, 50, 10)], 50)).toEqual([{ awardId: 1, taken: 40, waived: 10 }]);
  });

  test('are taken without an award when none explains them', () => {
    expect(splitClawback([award(1, 5)], 7)).toEqual([
      { awardId: 1, taken: 5, waived: 0 },
      { awardId: null, taken: 2, waived: 0 },
    ]);
    expect(splitClawback([], 7)).toEqual([{ awardId: null, taken: 7, waived: 0 }]);
    expect(splitClawback([award(1, 0)], 0)).toEqual([]);
  });

  test('reverse every award exactly, however many refunds it takes', () => {
    const awards = fc.array(fc.tuple(fc.nat(500), fc.nat(500)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(awards, fc.array(fc.nat(300)), (given, refunds) => {
        const left = given.map(([points, expired], index) => award(index, points, Math.min(points, expired)));
        const reversed = left.map(() => ({ taken: 0, waived: 0 }));
        let rest = left.reduce((sum, one) => sum + one.left, 0);
        for (const refund of [...refunds, Infinity]) {
          const points = Math.min(refund, rest);
          const now = left.map((one, index) => {
            const { taken, waived } = reversed[index] ?? { taken: 0, waived: 0 };
            return award(one.awardId, one.left - taken - waived, one.expiredLeft - waived);
          });
          const parts = splitClawback(now, points);
          expect(parts.reduce((sum, part) => sum + part.taken + part.waived, 0)).toBe(points);
          for (const { awardId, taken, waived } of parts) {
            const sum = reversed[Number(awardId)];
            if (!sum) throw new Error('every point has its award');
            sum.taken += taken;
            sum.waived += waived;
          }
          rest -= points;
        }
        expect(reversed).toEqual(left.map((one) => ({ taken: one.left - one.expiredLeft, waived: one.expiredLeft })));
      }),
    );
  });
});
