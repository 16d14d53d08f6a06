import { multiplyFen, ZERO_FEN, type Fen } from '../shared/fen';
import type { Id } from '../shared/id';
import { assertPoints } from '../shared/points';
import type { EarnPoints, PricedOrder } from './types';

export interface PriceRedemptionInput {
  readonly skuId: Id;
  readonly goodId: Id;
  /** Of one piece. */
  readonly points: number;
  readonly price: Fen;
  readonly quantity: number;
  /** Absent: the money earns nothing. */
  readonly earnPoints?: EarnPoints;
}

/**
 * The price of goods of the points mall (domain.md 6): so many points and, for some, so much money a piece. The two are parts of
 * one price and not exchanged for one another, so member prices, coupons and the redemption ratio have no say; delivery is free.
 * Only the money earns points.
 *
 * @throws RangeError for impossible input (quantities below 1, less than one point a piece, negative prices, fractions)
 */
export function priceRedemption(input: PriceRedemptionInput): PricedOrder {
  const { skuId, goodId, points, price, quantity, earnPoints } = input;
  if (!Number.isSafeInteger(quantity) || quantity < 1) throw new RangeError(`Not a quantity: ${quantity}`);
  if (!Number.isSafeInteger(points) || points < 1) throw new RangeError(`Not a price in points: ${points}`);
  if (price < 0) throw new RangeError(`Not a price: ${price}`);
  const pointsUsed = points * quantity;
  assertPoints(pointsUsed);
  const amount = multiplyFen(price, quantity);
  const [pointsToEarn = 0] = earnPoints?.([{ productId: goodId, paidAmount: amount }]) ?? [];
  const line = { skuId, productId: goodId, quantity, unitPrice: price };
  return {
    lines: [{ ...line, amount, discounts: [], pointsUsed, paidAmount: amount, freightShare: ZERO_FEN, pointsToEarn }],
    itemsAmount: amount,
    adjustments: [],
    freightAmount: ZERO_FEN,
    pointsUsed,
    pointsDiscount: ZERO_FEN,
    payAmount: amount,
    pointsToEarn,
  };
}
