import type { Fen } from '../shared/fen';

/** Well inside a 32-bit column, and a hundred thousand times the highest level anybody would set. */
export const MOST_GROWTH = 2_000_000_000;

/** Growth that goods worth `paidAmount` earn: whole points, rounded down. 0 points per yuan switch growth off. */
export function growthForPayment(paidAmount: Fen, growthPerYuan: number): number {
  if (paidAmount <= 0 || growthPerYuan <= 0) return 0;
  const growth = (BigInt(paidAmount) * BigInt(growthPerYuan)) / 100n;
  return growth > BigInt(MOST_GROWTH) ? MOST_GROWTH : Number(growth);
}

/** What of a wished change really happens: growth never falls below 0, what is missing is dropped. */
export function possibleGrowthChange(growth: number, wished: number): number {
  return Math.min(MOST_GROWTH, Math.max(0, growth + wished)) - growth;
}

/**
 * The growth that goes with returned goods: of what the order still has, the share of the money that goes back now.
 * @param growth what the order brought and was not taken back yet
 * @param amount fen of goods returned now
 * @param left fen of goods that were kept until now
 */
export function growthOfReturn({ growth, amount, left }: { growth: number; amount: Fen; left: Fen }): number {
  if (growth <= 0 || amount <= 0) return 0;
  return amount >= left ? growth : Number((BigInt(growth) * BigInt(amount)) / BigInt(left));
}
