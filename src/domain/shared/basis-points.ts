import type { Fen } from './fen';
import { fen } from './fen';

/** A rate in basis points: 10 000 = 100 % = ×1. */
export type Bps = number & { readonly __unit: 'bps' };

/** Accepts a number as a rate. @throws RangeError unless it is a non-negative safe integer */
export function bps(rate: number): Bps {
  if (!Number.isSafeInteger(rate) || rate < 0) throw new RangeError(`Not a rate in basis points: ${rate}`);
  return rate as Bps;
}

export const WHOLE_BPS: Bps = bps(10_000);

/** The rate's part of an amount, rounded down to a whole fen (towards minus infinity for negative amounts). */
export function applyBps(amount: Fen, rate: Bps): Fen {
  // BigInt: amount × rate would lose digits from about ¥9 billion at 100 % on.
  const product = BigInt(amount) * BigInt(rate);
  const quotient = product / 10_000n;
  const isRoundedUp = product < 0n && product % 10_000n !== 0n;
  return fen(Number(isRoundedUp ? quotient - 1n : quotient));
}
