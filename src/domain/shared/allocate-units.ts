interface Share {
  readonly index: number;
  readonly remainder: bigint;
}

/**
 * Splits an integer by weights with the largest-remainder method (domain.md 0): the parts always add up to the whole.
 *
 * Ties go to the earlier part. When every weight is zero the whole is spread evenly. A part never exceeds its own
 * weight as long as the whole does not exceed the sum of the weights, so discounts cannot push a line below zero.
 *
 * @param total whole number of units, negative allowed
 * @param weights non-negative integers, one a part
 * @throws RangeError for non-integers, negative weights, or a non-zero whole with nobody to give it to
 */
export function allocateUnits(total: number, weights: readonly number[]): number[] {
  if (!Number.isSafeInteger(total)) throw new RangeError(`Not a safe integer: ${total}`);
  for (const weight of weights) {
    if (!Number.isSafeInteger(weight) || weight < 0) throw new RangeError(`Not a weight: ${weight}`);
  }
  if (weights.length === 0) {
    if (total !== 0) throw new RangeError(`Nobody to allocate ${total} to`);
    return [];
  }
  const isNegative = total < 0;
  const parts = spread(BigInt(Math.abs(total)), effectiveWeights(weights));
  return parts.map((part) => (isNegative && part !== 0n ? -Number(part) : Number(part)));
}

function effectiveWeights(weights: readonly number[]): bigint[] {
  const isAllZero = weights.every((weight) => weight === 0);
  return weights.map((weight) => (isAllZero ? 1n : BigInt(weight)));
}

// BigInt, because amount × weight leaves the safe range long before either factor does.
function spread(total: bigint, weights: readonly bigint[]): bigint[] {
  const weightSum = weights.reduce((sum, weight) => sum + weight, 0n);
  const parts = weights.map((weight) => (total * weight) / weightSum);
  const left = total - parts.reduce((sum, part) => sum + part, 0n);
  const byRemainder: Share[] = weights.map((weight, index) => ({ index, remainder: (total * weight) % weightSum }));
  byRemainder.sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder < b.remainder ? 1 : -1));
  const luckyIndexes = new Set(byRemainder.slice(0, Number(left)).map((share) => share.index));
  return parts.map((part, index) => (luckyIndexes.has(index) ? part + 1n : part));
}
