import { type Fen, fen, maxFen, minFen, subtractFen, ZERO_FEN } from '../shared/fen';

export interface Netted {
  /** What is kept back for settlements below zero. */
  deducted: Fen;
  /** What the merchant is to be paid. */
  transfer: Fen;
}

/**
 * Lets open settlements, the earliest first, make good for those that are below zero: what a merchant owes is kept back before
 * anything is paid, and no more than it owes.
 * @param debt what all settlements below zero sum to and earlier ones have not made good yet; not negative
 * @param due payable − shared of each open settlement
 */
export function netDebts(debt: Fen, due: readonly Fen[]): Netted[] {
  let open = debt;
  return due.map((amount) => {
    const positive = maxFen(amount, ZERO_FEN);
    const deducted = minFen(positive, open);
    open = subtractFen(open, deducted);
    return { deducted, transfer: fen(positive - deducted) };
  });
}
