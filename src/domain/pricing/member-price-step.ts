import type { Bps } from '../shared/basis-points';
import { applyBps } from '../shared/basis-points';
import { sumFen } from '../shared/fen';
import { spreadDiscount } from './spread-discount';
import type { DraftLine, PriceStep } from './types';

export interface MemberPrice {
  /** Taken off the goods in scope: 500 is 5 % off. */
  readonly discountBps: Bps;
  readonly label: string;
  readonly isInScope?: (line: DraftLine) => boolean;
}

/**
 * The member level's discount: taken off the goods together, rounded down once, and shared out over the lines without a fen left
 * over. Rounding every line by itself would keep up to a fen a line from the member.
 */
export function memberPriceStep({ label, discountBps, isInScope = () => true }: MemberPrice): PriceStep {
  return {
    stage: 'member_price',
    apply: (lines) => {
      const goods = sumFen(lines.filter(isInScope).map(({ remaining }) => remaining));
      const perLine = spreadDiscount(lines, applyBps(goods, discountBps), isInScope);
      return { discounts: [{ type: 'member_price', label, perLine }] };
    },
  };
}

/** The level's free delivery. */
export const freeFreightStep: PriceStep = {
  stage: 'member_price',
  apply: () => ({ discounts: [], freeFreight: true }),
};

/** How shoppers speak of a discount: 500 → 金卡会员 9.5 折. */
export function memberPriceLabel(levelName: string, discountBps: Bps): string {
  return `${levelName}会员 ${(10_000 - discountBps) / 1_000} 折`;
}
