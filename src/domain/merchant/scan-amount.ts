import type { Fen } from '../shared/fen';
import { fen } from '../shared/fen';
import type { Refusal } from '../shared/refusal';
import { refuse } from '../shared/refusal';
import type { Result } from '../shared/result';
import { err, ok } from '../shared/result';

export const MIN_SCAN_AMOUNT: Fen = fen(1);
/** ¥50 000. */
export const MAX_SCAN_AMOUNT: Fen = fen(5_000_000);

/**
 * What a customer pays at a payment code. A fixed code decides alone: another amount is refused with 1004 and
 * `details.payAmount`, since it may have changed after the customer saw it. A free code takes 1 fen to ¥50 000.
 *
 * @param requested fen as the client sent it; null or absent leaves the amount to a fixed code
 */
export function scanAmount(
  fixedAmount: Fen | null,
  requested: number | null | undefined,
): Result<Fen, Refusal<'PriceChangedError' | 'BusinessError'>> {
  if (fixedAmount !== null) {
    if (requested == null || requested === fixedAmount) return ok(fixedAmount);
    return err(refuse('PriceChangedError', { payAmount: fixedAmount }));
  }
  if (requested == null || !isPayable(requested)) {
    return err(refuse('BusinessError', { reason: 'amount_out_of_range', min: MIN_SCAN_AMOUNT, max: MAX_SCAN_AMOUNT }));
  }
  return ok(fen(requested));
}

function isPayable(amount: number): boolean {
  return Number.isSafeInteger(amount) && amount >= MIN_SCAN_AMOUNT && amount <= MAX_SCAN_AMOUNT;
}
