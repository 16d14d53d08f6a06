import { allocateUnits } from '../shared/allocate-units';
import type { Id } from '../shared/id';
import { assertPoints } from '../shared/points';

/** An award of the deed that is undone. */
export interface AwardLeft {
  readonly awardId: Id;
  /** Points of it that earlier refunds have not reversed. */
  readonly left: number;
  /** Of its own lot's points, those that expired unspent and were not waived before. */
  readonly expiredLeft: number;
}

export interface ClawbackPart {
  /** Null for points that no award of the deed explains. */
  readonly awardId: Id | null;
  /** Taken from the account. */
  readonly taken: number;
  /** Not taken, because the user lost them by expiry already. */
  readonly waived: number;
}

/**
 * Which awards a refund takes points back from: from each in proportion to what is left of it, so that the counters of every rule
 * know what came back to them, and all refunds together reverse every award exactly. What of an award expired unspent is waived
 * first: had the returned goods never been bought, these points would not have been there to expire, and the user would owe nothing
 * for them.
 * @param points whole, at least 0
 */
export function splitClawback(awards: readonly AwardLeft[], points: number): ClawbackPart[] {
  assertPoints(points);
  const explained = Math.min(
    points,
    awards.reduce((sum, { left }) => sum + left, 0),
  );
  const shares = explained === 0 ? awards.map(() => 0) : allocateUnits(explained, leftsOf(awards));
  const parts = awards.map(({ awardId, expiredLeft }, index): ClawbackPart => {
    const share = shares[index] ?? 0;
    const waived = Math.min(share, Math.max(0, expiredLeft));
    return { awardId, taken: share - waived, waived };
  });
  const rest = { awardId: null, taken: points - explained, waived: 0 };
  return [...parts, rest].filter(({ taken, waived }) => taken + waived > 0);
}

const leftsOf = (awards: readonly AwardLeft[]): number[] => awards.map(({ left }) => left);
