import { compareIds } from '../shared/id';
import { assertPoints } from '../shared/points';
import type { Refusal } from '../shared/refusal';
import { refuse } from '../shared/refusal';
import type { Result } from '../shared/result';
import { err, ok } from '../shared/result';
import type { LotSpending, PointsLot } from './types';

/**
 * Takes points from the lots that expire first; lots that never expire come last, ties go by id. Lots that have expired
 * are not touched, also when the expiry job has not come by yet.
 *
 * @returns what to take from each lot, in that order; 1301 when the lots do not hold enough (nothing is taken then)
 */
export function allocateFromLots(
  lots: readonly PointsLot[],
  points: number,
  at: Date,
): Result<LotSpending[], Refusal<'InsufficientPointsError'>> {
  assertPoints(points);
  const spendings: LotSpending[] = [];
  let missing = points;
  for (const lot of spendableLots(lots, at)) {
    if (missing === 0) break;
    const taken = Math.min(lot.remaining, missing);
    spendings.push({ lotId: lot.id, points: taken, expiresAt: lot.expiresAt });
    missing -= taken;
  }
  if (missing === 0) return ok(spendings);
  return err(refuse('InsufficientPointsError', { required: points, available: points - missing }));
}

function spendableLots(lots: readonly PointsLot[], at: Date): PointsLot[] {
  return lots
    .filter((lot) => lot.remaining > 0 && (lot.expiresAt === null || at < lot.expiresAt))
    .sort((a, b) => compareExpiry(a.expiresAt, b.expiresAt) || compareIds(a.id, b.id));
}

/** Earliest expiry first, never last. */
export function compareExpiry(a: Date | null, b: Date | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a.getTime() - b.getTime();
}
