import { assertPoints } from '../shared/points';
import { lotExpiry } from './lot-expiry';
import { compareExpiry } from './spend-lots';
import type { LotReturn, LotSpending } from './types';

export const RETURN_GRACE_DAYS = 7;

export interface RestoreLotsInput {
  /** What the order took and has not got back yet. */
  readonly spendings: readonly LotSpending[];
  readonly points: number;
  readonly at: Date;
  readonly timeZone: string;
  readonly graceDays?: number;
}

/**
 * Gives spent points back with the expiry they had, but at least `graceDays` from now (domain.md 4). A part of them
 * comes back in the reverse order of spending, longest-lived first, so that parts add up to the whole.
 *
 * @throws RangeError when more is to be returned than was spent
 */
export function restoreLots(input: RestoreLotsInput): LotReturn[] {
  const { spendings, points, at, timeZone, graceDays = RETURN_GRACE_DAYS } = input;
  assertPoints(points);
  const earliestExpiry = lotExpiry(at, graceDays, timeZone);
  const returns: LotReturn[] = [];
  let left = points;
  for (const spending of longestLivedFirst(spendings)) {
    if (left === 0) break;
    const returned = Math.min(spending.points, left);
    if (returned === 0) continue;
    returns.push({ ...withGrace(spending, earliestExpiry), points: returned });
    left -= returned;
  }
  if (left > 0) throw new RangeError(`Cannot return ${points} points: ${left} more than were spent`);
  return returns;
}

function longestLivedFirst(spendings: readonly LotSpending[]): LotSpending[] {
  // Reversed first, so that among equal expiries the piece spent last comes back first.
  return [...spendings].reverse().sort((a, b) => compareExpiry(b.expiresAt, a.expiresAt));
}

function withGrace(spending: LotSpending, earliestExpiry: Date | null): LotReturn {
  const isExtended = earliestExpiry !== null && compareExpiry(spending.expiresAt, earliestExpiry) < 0;
  return { ...spending, expiresAt: isExtended ? earliestExpiry : spending.expiresAt, isExtended };
}
