import fc from 'fast-check';
import { liabilityByMonth, worthOf } from '../../../src/domain/points/liability';

const SHANGHAI = { timeZone: 'Asia/Shanghai', pointsPerYuan: 100 };

describe('what the shop owes in points', () => {
  test('stands in the month of the last day on which it can be used, in the shop’s zone', () => {
    const months = liabilityByMonth(
      [
        { expiresAt: null, points: 7 },
        { expiresAt: new Date('2026-06-01T16:00:00Z'), points: 5 },
        // The first instant of June in Shanghai: these end with May.
        { expiresAt: new Date('2026-05-31T16:00:00Z'), points: 300 },
        { expiresAt: new Date('2026-05-02T16:00:00Z'), points: 50 },
      ],
      SHANGHAI,
    );
    expect(months).toEqual([
      { month: '2026-05', points: 350, amount: 350 },
      { month: '2026-06', points: 5, amount: 5 },
      { month: null, points: 7, amount: 7 },
    ]);
  });

  test.each([
    [100, 100, 100],
    [99, 100, 99],
    [1, 1000, 0],
    [10, 1000, 1],
    [19, 1000, 1],
    [3, 7, 42],
  ])('%i points at %i a yuan are worth %i fen', (points, pointsPerYuan, amount) => {
    expect(worthOf(points, pointsPerYuan)).toBe(amount);
  });

  test('loses no point between the sums and the months', () => {
    const sum = fc.record({
      expiresAt: fc.option(fc.date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true })),
      points: fc.nat({ max: 1_000_000 }),
    });
    fc.assert(
      fc.property(fc.array(sum), (sums) => {
        const months = liabilityByMonth(sums, SHANGHAI);
        const total = (rows: readonly { points: number }[]) => rows.reduce((points, row) => points + row.points, 0);
        expect(total(months)).toBe(total(sums));
        expect(new Set(months.map(({ month }) => month)).size).toBe(months.length);
      }),
    );
  });
});
