import type { Bps } from '../shared/basis-points';
import type { Fen } from '../shared/fen';
import type { Id } from '../shared/id';

/** One line to be priced. `unitPrice` is the SKU's list price, read from the database, never from the client. */
export interface PriceLineInput {
  readonly skuId: Id;
  readonly productId: Id;
  readonly quantity: number;
  readonly unitPrice: Fen;
  readonly merchantId?: Id | null;
  readonly categoryIds?: readonly Id[];
}

/** The stages that content can add steps to, in the order they always run in. */
export const PRICE_STAGES = ['member_price', 'promotion', 'coupon'] as const;
export type PriceStage = (typeof PRICE_STAGES)[number];

/** What a step sees of a line: the input, and what earlier steps have left of its amount. */
export interface DraftLine extends PriceLineInput {
  readonly amount: Fen;
  readonly remaining: Fen;
  readonly discounts: readonly LineDiscount[];
}

/** A discount a step grants. `perLine` runs parallel to the draft's lines, in positive fen. */
export interface StepDiscount {
  readonly type: string;
  readonly label: string;
  readonly perLine: readonly Fen[];
}

export interface StepOutcome {
  readonly discounts: readonly StepDiscount[];
  readonly freeFreight?: boolean;
}

/**
 * One pricing rule: member price, full reduction, flash price, group price, coupon. Steps of one stage run in the order
 * given. A step that must not stack looks at `discounts` of the lines and returns nothing.
 */
export interface PriceStep {
  readonly stage: PriceStage;
  apply(lines: readonly DraftLine[]): StepOutcome;
}

/** Points as money: `pointsPerYuan` points are worth ¥1, up to a share of the goods, from `minPoints` on. */
export interface RedemptionRule {
  readonly pointsPerYuan: number;
  readonly maxShareBps: Bps;
  readonly minPoints: number;
  /** Shown in the price breakdown. */
  readonly label?: string;
}

/** `freeFrom` compares with the goods after discounts and before points; null: never free. */
export type FreightPolicy =
  { readonly kind: 'none' } | { readonly kind: 'flat'; readonly fee: Fen; readonly freeFrom: Fen | null };

/** What a line contributes to the points a payment earns: its goods money, freight excluded. */
export interface EarningLine {
  readonly productId: Id;
  readonly paidAmount: Fen;
}

/** Points to be earned by each line, parallel to `lines`. */
export type EarnPoints = (lines: readonly EarningLine[]) => readonly number[];

export interface PriceOrderInput {
  readonly lines: readonly PriceLineInput[];
  readonly adjusters: readonly PriceStep[];
  readonly redemption: RedemptionRule | null;
  readonly pointsToUse: number;
  readonly pointsAvailable: number;
  readonly freight: FreightPolicy;
  /** Absent: the order earns nothing. */
  readonly earnPoints?: EarnPoints;
}

/** A line's share of one discount, in positive fen. */
export interface LineDiscount {
  readonly type: string;
  readonly amount: Fen;
}

/** `paidAmount = amount − Σ discounts` (points included, freight excluded). */
export interface PricedLine extends PriceLineInput {
  readonly amount: Fen;
  readonly discounts: readonly LineDiscount[];
  readonly pointsUsed: number;
  readonly paidAmount: Fen;
  readonly freightShare: Fen;
  readonly pointsToEarn: number;
}

/** One row of the price breakdown; `amount` is negative for a discount. */
export interface Adjustment {
  readonly type: string;
  readonly label: string;
  readonly amount: Fen;
}

/** `payAmount = itemsAmount + Σ adjustments + freightAmount`, and every total is the sum of its shares in the lines. */
export interface PricedOrder {
  readonly lines: readonly PricedLine[];
  readonly itemsAmount: Fen;
  readonly adjustments: readonly Adjustment[];
  readonly freightAmount: Fen;
  readonly pointsUsed: number;
  readonly pointsDiscount: Fen;
  readonly payAmount: Fen;
  readonly pointsToEarn: number;
}
