/** Splits a whole over parts by the largest-remainder method (domain.md 0); earlier parts win ties, all-zero weights share alike. */
export function splitByWeight(whole: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return weights.length === 0 ? [] : splitByWeight(whole, new Array<number>(weights.length).fill(1));
  const exact = weights.map((weight) => whole * weight);
  const parts = exact.map((product) => Math.floor(product / total));
  const missing = whole - parts.reduce((sum, part) => sum + part, 0);
  const byRemainder = exact
    .map((product, index) => ({ index, remainder: product % total }))
    .sort((one, other) => other.remainder - one.remainder || one.index - other.index);
  for (const { index } of byRemainder.slice(0, missing)) parts[index] = (parts[index] ?? 0) + 1;
  return parts;
}

export const sumOf = <Item>(items: readonly Item[], value: (item: Item) => number): number =>
  items.reduce((sum, item) => sum + value(item), 0);

/** What of a whole belongs to the units from `before` on: counted from the front, so that all parts add up to the whole. */
export const sliceOf = (
  whole: number,
  quantity: number,
  { before, units }: { before: number; units: number },
): number => Math.floor((whole * (before + units)) / quantity) - Math.floor((whole * before) / quantity);
