import { calendarDayOf } from '../shared/calendar-day';
import type { Fen } from '../shared/fen';
import { fen } from '../shared/fen';

/** Points that end at one instant (exclusive); null: never. */
export interface EndingSum {
  readonly expiresAt: Date | null;
  readonly points: number;
}

export interface Liability {
  readonly points: number;
  /** What they are worth when they are redeemed. */
  readonly amount: Fen;
}

export interface MonthlyLiability extends Liability {
  /** Month in whose course the points end, `YYYY-MM`; null: they never do. */
  readonly month: string | null;
}

/** What points are worth, rounded down to a whole fen as redemption does. */
export function worthOf(points: number, pointsPerYuan: number): Fen {
  return fen(Number((BigInt(points) * 100n) / BigInt(pointsPerYuan)));
}

/** Points that are out, by the month of their last day in the shop's zone, earliest first; those that never end come last. */
export function liabilityByMonth(
  sums: readonly EndingSum[],
  shop: { timeZone: string; pointsPerYuan: number },
): MonthlyLiability[] {
  const months = new Map<string | null, number>();
  for (const { expiresAt, points } of sums) {
    const month = expiresAt === null ? null : lastMonthOf(expiresAt, shop.timeZone);
    months.set(month, (months.get(month) ?? 0) + points);
  }
  return [...months]
    .sort(([a], [b]) => Number(a === null) - Number(b === null) || (String(a) < String(b) ? -1 : 1))
    .map(([month, points]) => ({ month, points, amount: worthOf(points, shop.pointsPerYuan) }));
}

/** The end is exclusive: points that end with the last moment of May end in May. */
const lastMonthOf = (expiresAt: Date, timeZone: string): string =>
  calendarDayOf(new Date(expiresAt.getTime() - 1), timeZone).slice(0, 7);
