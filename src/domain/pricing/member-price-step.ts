import type { Bps } from '../shared/basis-points';
import { applyBps, bps } from '../shared/basis-points';
import type { DraftLine, PriceStep } from './types';

const NO_DISCOUNT = bps(0);

export interface MemberPrice {
  /** Taken off each line: 500 is 5 % off. */
  readonly discountBps: Bps;
  readonly label: string;
  readonly isInScope?: (line: DraftLine) => boolean;
}

/** The member level's discount, rounded down line by line, so that a line refunds exactly what it was discounted. */
export function memberPriceStep(price: MemberPrice): PriceStep {
  const isInScope = price.isInScope ?? (() => true);
  return {
    stage: 'member_price',
    apply: (lines) => ({
      discounts: [
        {
          type: 'member_price',
          label: price.label,
          perLine: lines.map((line) => applyBps(line.remaining, isInScope(line) ? price.discountBps : NO_DISCOUNT)),
        },
      ],
    }),
  };
}
