import { applyBps, type Bps } from '../shared/basis-points';
import { fen, type Fen, subtractFen } from '../shared/fen';

export interface ProfitSplit {
  /** What the merchant gets. */
  share: Fen;
  /** What the shop keeps. */
  commission: Fen;
}

/** Splits what is left of a payment; the parts always sum to the whole, and the shop's part is rounded down. */
export function splitProfit(net: Fen, rate: Bps): ProfitSplit {
  const commission = applyBps(net, rate);
  return { share: subtractFen(net, commission), commission };
}

export interface SharedPayment {
  /** What the merchant got of the payment. */
  shared: Fen;
  /** What of it came back, is on its way back, or is owed. */
  settledBack: Fen;
  /** What is left of the payment after the refund that is about to be sent. */
  net: Fen;
  rate: Bps;
}

/**
 * What the merchant gives back for a refund: what it has beyond its share of what is left. Reckoned from the whole, so that many
 * refunds together return exactly what one would, and a full refund returns everything. Never below 0.
 */
export function profitToReturn({ shared, settledBack, net, rate }: SharedPayment): Fen {
  return fen(Math.max(0, shared - settledBack - splitProfit(net, rate).share));
}
