import type { Fen } from '../shared/fen';
import { allocate, minFen, sumFen, ZERO_FEN } from '../shared/fen';
import type { DraftLine } from './types';

/**
 * Spreads one amount over the lines a rule applies to, in proportion to what they still cost; lines outside get 0.
 * Never more than those lines still cost together.
 *
 * @returns discounts parallel to `lines`, summing exactly to the (possibly cut) amount
 */
export function spreadDiscount(
  lines: readonly DraftLine[],
  amount: Fen,
  isInScope: (line: DraftLine) => boolean = () => true,
): Fen[] {
  const weights = lines.map((line) => (isInScope(line) ? line.remaining : ZERO_FEN));
  const total = minFen(amount, sumFen(weights));
  return total <= 0 ? lines.map(() => ZERO_FEN) : allocate(total, weights);
}
