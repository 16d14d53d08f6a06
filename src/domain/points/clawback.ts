import { assertPoints } from '../shared/points';

export interface ClawbackSplit {
  readonly fromAvailable: number;
  /** The shortfall, recorded as debt and shown (domain.md 4). */
  readonly toDebt: number;
}

export interface DebtRepayment {
  readonly toDebt: number;
  readonly toAvailable: number;
}

/** Takes earned points back: first what is available, the rest becomes debt. The ledger entry carries the whole. */
export function clawBack(points: number, available: number): ClawbackSplit {
  assertPoints(points);
  const fromAvailable = Math.min(points, Math.max(0, available));
  return { fromAvailable, toDebt: points - fromAvailable };
}

/** New points pay debt first; only what is left becomes a lot. Keeps `available + frozen − debt = Σ change`. */
export function repayDebt(points: number, debt: number): DebtRepayment {
  assertPoints(points);
  const toDebt = Math.min(points, Math.max(0, debt));
  return { toDebt, toAvailable: points - toDebt };
}
