import { allocateUnits } from './allocate-units';

/** Money: an integer number of fen (1/100 yuan). The brand keeps yuan, points and plain numbers out. */
export type Fen = number & { readonly __unit: 'fen' };

/**
 * Accepts a number as money.
 * @throws RangeError unless it is a safe integer
 */
export function fen(amount: number): Fen {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`Not an integer amount of fen: ${amount}`);
  // Adding 0 turns -0 into 0, which would otherwise show up as "-0.00" and fail equality checks.
  return (amount + 0) as Fen;
}

export const ZERO_FEN: Fen = fen(0);

export function addFen(a: Fen, b: Fen): Fen {
  return fen(a + b);
}

export function subtractFen(a: Fen, b: Fen): Fen {
  return fen(a - b);
}

export function negateFen(amount: Fen): Fen {
  return subtractFen(ZERO_FEN, amount);
}

export function sumFen(amounts: readonly Fen[]): Fen {
  return amounts.reduce(addFen, ZERO_FEN);
}

/** Price of `quantity` pieces. @throws RangeError unless the product is a safe integer */
export function multiplyFen(unitPrice: Fen, quantity: number): Fen {
  return fen(unitPrice * quantity);
}

export function minFen(a: Fen, b: Fen): Fen {
  return a < b ? a : b;
}

export function maxFen(a: Fen, b: Fen): Fen {
  return a > b ? a : b;
}

/** Yuan with two decimals and without a currency sign: 1880 → '18.80', -5 → '-0.05'. */
export function formatYuan(amount: Fen): string {
  const digits = String(Math.abs(amount)).padStart(3, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Splits money by weights; the parts always sum exactly to the whole. See {@link allocateUnits} for ties and zeros. */
export function allocate(total: Fen, weights: readonly number[]): Fen[] {
  return allocateUnits(total, weights).map(fen);
}
