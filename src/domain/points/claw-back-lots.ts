import type { Id } from '../shared/id';
import { compareExpiry } from './spend-lots';
import type { PointsLot } from './types';

/** A lot that points can be taken back from. `isOwn`: it came from the deed that is undone. */
export interface ClawbackLot extends PointsLot {
  readonly isOwn: boolean;
}

/**
 * Where points that are taken back come from: first the lots they were, then whatever expires first. Lots that have ended but were
 * not swept yet count, because the account still holds them.
 * @param points at most what the lots hold together
 * @throws RangeError when the lots hold less
 */
export function clawBackLots(lots: readonly ClawbackLot[], points: number): { lotId: Id; points: number }[] {
  const ordered = [...lots].sort(
    (a, b) => Number(b.isOwn) - Number(a.isOwn) || compareExpiry(a.expiresAt, b.expiresAt),
  );
  const taken: { lotId: Id; points: number }[] = [];
  let left = points;
  for (const lot of ordered) {
    const part = Math.min(lot.remaining, left);
    if (part > 0) taken.push({ lotId: lot.id, points: part });
    left -= part;
  }
  if (left > 0) throw new RangeError(`The lots hold ${left} points less than the account`);
  return taken;
}
