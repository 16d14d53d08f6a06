import fc from 'fast-check';
import { clawBack, repayDebt } from '../../../src/domain/points/clawback';

describe('taking earned points back', () => {
  test('uses what is available and records the shortfall as debt', () => {
    expect(clawBack(30, 100)).toEqual({ fromAvailable: 30, toDebt: 0 });
    expect(clawBack(30, 10)).toEqual({ fromAvailable: 10, toDebt: 20 });
    expect(clawBack(30, 0)).toEqual({ fromAvailable: 0, toDebt: 30 });
  });

  test('lets new points pay the debt first', () => {
    expect(repayDebt(50, 20)).toEqual({ toDebt: 20, toAvailable: 30 });
    expect(repayDebt(10, 20)).toEqual({ toDebt: 10, toAvailable: 0 });
    expect(repayDebt(10, 0)).toEqual({ toDebt: 0, toAvailable: 10 });
  });

  test.each([-1, 0.5])('of %p points is a mistake', (points) => {
    expect(() => clawBack(points, 1)).toThrow(RangeError);
    expect(() => repayDebt(points, 1)).toThrow(RangeError);
  });

  test('keeps available − debt equal to the sum of the ledger, whatever comes in which order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 })), (changes) => {
        let available = 0;
        let debt = 0;
        for (const change of changes) {
          const taken = clawBack(Math.max(0, -change), available);
          const given = repayDebt(Math.max(0, change), debt);
          available += given.toAvailable - taken.fromAvailable;
          debt += taken.toDebt - given.toDebt;
        }
        expect(available - debt).toBe(changes.reduce((sum, change) => sum + change, 0));
        expect(Math.min(available, debt)).toBe(0);
      }),
    );
  });
});
