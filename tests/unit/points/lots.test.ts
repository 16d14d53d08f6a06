import fc from 'fast-check';
import { lotExpiry } from '../../../src/domain/points/lot-expiry';
import { restoreLots } from '../../../src/domain/points/restore-lots';
import { allocateFromLots } from '../../../src/domain/points/spend-lots';
import type { LotSpending, PointsLot } from '../../../src/domain/points/types';

const AT = new Date('2026-05-01T08:00:00Z');
const DAY_MS = 86_400_000;
const inDays = (days: number): Date => new Date(AT.getTime() + days * DAY_MS);
const lot = (id: number, remaining: number, days: number | null): PointsLot => ({
  id,
  remaining,
  expiresAt: days === null ? null : inDays(days),
});

describe('a lot', () => {
  test.each([
    ['2026-05-01T08:00:00Z', 1, '2026-05-02T16:00:00.000Z'],
    ['2026-05-01T15:59:59Z', 1, '2026-05-02T16:00:00.000Z'],
    ['2026-05-01T16:00:00Z', 1, '2026-05-03T16:00:00.000Z'],
    ['2028-02-28T08:00:00Z', 1, '2028-02-29T16:00:00.000Z'],
  ])('awarded at %s for %i day ends with its last day in Shanghai: %s', (awardedAt, validDays, expiresAt) => {
    expect(lotExpiry(new Date(awardedAt), validDays, 'Asia/Shanghai')?.toISOString()).toBe(expiresAt);
  });

  test('with 0 valid days never ends', () => {
    expect(lotExpiry(AT, 0, 'Asia/Shanghai')).toBeNull();
  });
});

describe('spending points', () => {
  test('takes the lot that expires first, never-expiring ones last, ties by id', () => {
    const lots = [lot(4, 10, null), lot(3, 10, 9), lot(2, 10, 9), lot(1, 10, 30)];
    expect(allocateFromLots(lots, 35, AT)).toEqual({
      ok: true,
      value: [
        { lotId: 2, points: 10, expiresAt: inDays(9) },
        { lotId: 3, points: 10, expiresAt: inDays(9) },
        { lotId: 1, points: 10, expiresAt: inDays(30) },
        { lotId: 4, points: 5, expiresAt: null },
      ],
    });
  });

  test('leaves expired and empty lots alone', () => {
    expect(allocateFromLots([lot(1, 10, 0), lot(2, 10, -1), lot(3, 0, null)], 1, AT)).toMatchObject({
      ok: false,
      error: { code: 1301, details: { required: 1, available: 0 } },
    });
  });

  test('of nothing takes nothing', () => {
    expect(allocateFromLots([lot(1, 10, 5)], 0, AT)).toEqual({ ok: true, value: [] });
  });

  test.each([-1, 0.5, NaN])('of %p points is a mistake', (points) => {
    expect(() => allocateFromLots([lot(1, 10, 5)], points, AT)).toThrow(RangeError);
  });

  const lots = fc.uniqueArray(
    fc.record({
      id: fc.nat({ max: 50 }),
      remaining: fc.nat({ max: 20 }),
      days: fc.option(fc.integer({ min: -2, max: 4 })),
    }),
    { selector: ({ id }) => id, maxLength: 8 },
  );

  /** One point at a time, each from the best lot that is left. */
  function spendSlowly(input: readonly PointsLot[], points: number): Map<number | string, number> | null {
    const left = new Map(input.map(({ id, remaining }) => [id, remaining]));
    const taken = new Map<number | string, number>();
    for (let spent = 0; spent < points; spent += 1) {
      let best: PointsLot | null = null;
      for (const candidate of input) {
        const end = candidate.expiresAt?.getTime() ?? Infinity;
        if ((left.get(candidate.id) ?? 0) === 0 || end <= AT.getTime()) continue;
        const bestEnd = best?.expiresAt?.getTime() ?? Infinity;
        if (best === null || end < bestEnd || (end === bestEnd && Number(candidate.id) < Number(best.id)))
          best = candidate;
      }
      if (best === null) return null;
      left.set(best.id, (left.get(best.id) ?? 0) - 1);
      taken.set(best.id, (taken.get(best.id) ?? 0) + 1);
    }
    return taken;
  }

  test('equals spending one point at a time', () => {
    fc.assert(
      fc.property(lots, fc.nat({ max: 80 }), (specs, points) => {
        const input = specs.map(({ id, remaining, days }) => lot(id, remaining, days));
        const result = allocateFromLots(input, points, AT);
        const slow = spendSlowly(input, points);
        expect(result.ok ? new Map(result.value.map(({ lotId, points: part }) => [lotId, part])) : null).toEqual(slow);
      }),
      { numRuns: 500 },
    );
  });
});

describe('points given back', () => {
  const back = (spendings: readonly LotSpending[], points: number) =>
    restoreLots({ spendings, points, at: AT, timeZone: 'Asia/Shanghai' });
  const spent = (lotId: number, points: number, days: number | null): LotSpending => ({
    lotId,
    points,
    expiresAt: days === null ? null : inDays(days),
  });

  test('keep the expiry they had when it is far enough away', () => {
    expect(back([spent(1, 10, 30), spent(2, 5, null)], 15)).toEqual([
      { lotId: 2, points: 5, expiresAt: null, isExtended: false },
      { lotId: 1, points: 10, expiresAt: inDays(30), isExtended: false },
    ]);
  });

  test('last at least seven more days, to the end of the seventh', () => {
    expect(
      back([spent(1, 10, 3), spent(2, 10, -40)], 20).map(({ expiresAt, isExtended }) => [
        expiresAt?.toISOString(),
        isExtended,
      ]),
    ).toEqual([
      ['2026-05-08T16:00:00.000Z', true],
      ['2026-05-08T16:00:00.000Z', true],
    ]);
  });

  test('in part come back in the reverse order of spending', () => {
    const pieces = [spent(1, 10, 10), spent(2, 10, 10), spent(3, 10, 20)];
    expect(back(pieces, 15).map(({ lotId, points }) => [lotId, points])).toEqual([
      [3, 10],
      [2, 5],
    ]);
  });

  test('are never more than were spent', () => {
    expect(() => back([spent(1, 10, 10)], 11)).toThrow(RangeError);
    expect(() => back([spent(1, 10, 10)], -1)).toThrow(RangeError);
    expect(back([spent(1, 0, 10)], 0)).toEqual([]);
  });

  test('piece by piece make up the whole', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: 20 }), fc.option(fc.nat({ max: 40 }))), { maxLength: 5 }),
        fc.nat({ max: 20 }),
        (specs, step) => {
          let left = specs.map(([points, days], index) => spent(index, points, days));
          const whole = left.reduce((sum, { points }) => sum + points, 0);
          let returned = 0;
          while (returned < whole) {
            const pieces = back(left, Math.min(step + 1, whole - returned));
            for (const piece of pieces) {
              left = left.map((entry) =>
                entry.lotId === piece.lotId ? { ...entry, points: entry.points - piece.points } : entry,
              );
              returned += piece.points;
            }
          }
          expect(left.every(({ points }) => points === 0)).toBe(true);
        },
      ),
    );
  });
});
