import { applyBps } from '../shared/basis-points';
import type { Fen } from '../shared/fen';
import { fen, ZERO_FEN } from '../shared/fen';
import { assertPoints } from '../shared/points';
import type { Refusal } from '../shared/refusal';
import { refuse } from '../shared/refusal';
import type { Result } from '../shared/result';
import { err, ok } from '../shared/result';
import type { RedemptionRule } from './types';

export interface RedemptionRequest {
  readonly rule: RedemptionRule | null;
  /** The goods after all discounts, freight excluded. */
  readonly goodsAmount: Fen;
  readonly pointsToUse: number;
  readonly pointsAvailable: number;
}

export interface Redemption {
  readonly pointsUsed: number;
  readonly discount: Fen;
}

const NOTHING: Redemption = { pointsUsed: 0, discount: ZERO_FEN };

/**
 * How many of the points the user offers are used, and what for. Points and fen are exchanged only in the smallest
 * portion that is whole on both sides (at 1 000 points a yuan: 10 points for 1 fen), so points never buy less than
 * they are worth. Offers above the balance or above the order's maximum share are cut; below `minPoints` none is used.
 */
export function redeemPoints({ rule, goodsAmount, pointsToUse, pointsAvailable }: RedemptionRequest): Redemption {
  assertPoints(pointsToUse);
  if (rule === null) return NOTHING;
  if (!Number.isSafeInteger(rule.pointsPerYuan) || rule.pointsPerYuan < 1) {
    throw new RangeError(`Not a number of points a yuan: ${rule.pointsPerYuan}`);
  }
  const divisor = greatestCommonDivisor(rule.pointsPerYuan, 100);
  const portionPoints = rule.pointsPerYuan / divisor;
  const portionFen = 100 / divisor;
  const maxDiscount = Math.min(goodsAmount, applyBps(goodsAmount, rule.maxShareBps));
  const offered = Math.min(pointsToUse, Math.max(0, pointsAvailable));
  const portions = Math.min(Math.floor(offered / portionPoints), Math.floor(maxDiscount / portionFen));
  const pointsUsed = portions * portionPoints;
  if (portions <= 0 || pointsUsed < rule.minPoints) return NOTHING;
  return { pointsUsed, discount: fen(portions * portionFen) };
}

/** For placing, where cutting the offer silently would charge more than the user saw: 1301 when the balance is short. */
export function checkPointsOffer(
  pointsToUse: number,
  pointsAvailable: number,
): Result<number, Refusal<'InsufficientPointsError'>> {
  assertPoints(pointsToUse);
  if (pointsToUse <= pointsAvailable) return ok(pointsToUse);
  return err(refuse('InsufficientPointsError', { required: pointsToUse, available: pointsAvailable }));
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
