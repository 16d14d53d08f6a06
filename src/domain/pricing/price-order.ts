import { allocateUnits } from '../shared/allocate-units';
import type { Fen } from '../shared/fen';
import { addFen, allocate, sumFen, ZERO_FEN } from '../shared/fen';
import { assertPoints } from '../shared/points';
import { applySteps } from './apply-steps';
import { freightOf } from './freight';
import type { PriceDraft } from './price-draft';
import { discountDraft, remainingOf, startDraft } from './price-draft';
import { redeemPoints } from './redeem-points';
import { spreadDiscount } from './spread-discount';
import type { EarnPoints, PricedLine, PricedOrder, PriceOrderInput } from './types';

const POINTS_DISCOUNT = 'points';
const POINTS_LABEL = '积分抵扣';

interface PaidWithPoints {
  readonly draft: PriceDraft;
  readonly pointsUsed: number;
  readonly pointsDiscount: Fen;
  readonly pointsByLine: readonly number[];
}

/**
 * The price of an order, for preview and for placing alike (domain.md 4): items → member price → promotion → coupon →
 * points → freight. `payAmount = itemsAmount + Σ adjustments + freightAmount ≥ 0`, and each total is split over the
 * lines without a fen or point left over, so that refunds can return exact shares.
 *
 * @throws RangeError for impossible input (no lines, quantities below 1, negative prices or points, fractions)
 */
export function priceOrder(input: PriceOrderInput): PricedOrder {
  const discounted = applySteps(startDraft(input.lines), input.adjusters);
  const freightAmount = discounted.hasFreeFreight ? ZERO_FEN : freightOf(input.freight, remainingOf(discounted));
  const paid = payWithPoints(discounted, input);
  const lines = shareOut(paid, freightAmount, input.earnPoints);
  return {
    lines,
    itemsAmount: sumFen(lines.map((line) => line.amount)),
    adjustments: paid.draft.adjustments,
    freightAmount,
    pointsUsed: paid.pointsUsed,
    pointsDiscount: paid.pointsDiscount,
    payAmount: addFen(remainingOf(paid.draft), freightAmount),
    pointsToEarn: lines.reduce((sum, line) => sum + line.pointsToEarn, 0),
  };
}

function payWithPoints(draft: PriceDraft, input: PriceOrderInput): PaidWithPoints {
  const { pointsUsed, discount } = redeemPoints({
    rule: input.redemption,
    goodsAmount: remainingOf(draft),
    pointsToUse: input.pointsToUse,
    pointsAvailable: input.pointsAvailable,
  });
  const perLine = spreadDiscount(draft.lines, discount);
  const label = input.redemption?.label ?? POINTS_LABEL;
  return {
    draft: discountDraft(draft, { type: POINTS_DISCOUNT, label, perLine }),
    pointsUsed,
    pointsDiscount: discount,
    pointsByLine: allocateUnits(pointsUsed, perLine),
  };
}

function shareOut(paid: PaidWithPoints, freightAmount: Fen, earnPoints?: EarnPoints): PricedLine[] {
  const { lines } = paid.draft;
  const freightShares = allocate(
    freightAmount,
    lines.map((line) => line.amount),
  );
  const earned = earnPoints?.(lines.map(({ productId, remaining }) => ({ productId, paidAmount: remaining })));
  earned?.forEach(assertPoints);
  return lines.map(({ remaining, ...line }, index) => ({
    ...line,
    pointsUsed: paid.pointsByLine[index] ?? 0,
    paidAmount: remaining,
    freightShare: freightShares[index] ?? ZERO_FEN,
    pointsToEarn: earned?.[index] ?? 0,
  }));
}
