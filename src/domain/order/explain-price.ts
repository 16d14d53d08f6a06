import type { Adjustment, LineDiscount } from '../pricing/types';
import { type Fen, fen, formatYuan, multiplyFen, negateFen, subtractFen, ZERO_FEN } from '../shared/fen';

/** One line of an order as it stands in the books; money in fen, the line's own shares, freight excluded. */
export interface ExplainedLine {
  readonly price: Fen;
  readonly quantity: number;
  readonly discounts: readonly LineDiscount[];
  readonly pointsUsed: number;
  readonly paidAmount: Fen;
  readonly refundedQuantity: number;
  readonly refundedAmount: Fen;
}

/** `after` is what is left after this step: the running sum of all amounts so far. */
export interface PriceExplanationStep {
  readonly type: string;
  readonly label: string;
  readonly amount: Fen;
  readonly after: Fen;
}

type Step = Omit<PriceExplanationStep, 'after'>;

const DISCOUNT_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    member_price: '会员价优惠',
    promotion: '促销优惠',
    flash_sale: '秒杀优惠',
    group_price: '拼团优惠',
    coupon: '优惠券',
    points: '积分抵扣',
  }),
);

/**
 * How a line came to its price, step by step as it was computed: unit price × quantity, every discount, points – and then what
 * was refunded. The amounts always sum to `paidAmount − refundedAmount`, and those before the refund to `paidAmount`: a
 * difference that no discount explains is shown as one.
 * @param adjustments of the whole order, for the names its discounts had
 */
export function explainPrice(line: ExplainedLine, adjustments: readonly Adjustment[]): PriceExplanationStep[] {
  const goods = multiplyFen(line.price, line.quantity);
  const steps: Step[] = [
    { type: 'goods', label: `单价 ¥${formatYuan(line.price)} × ${line.quantity}`, amount: goods },
    ...line.discounts.map((discount) => ({
      type: discount.type,
      label: nameOf(discount, line, adjustments),
      amount: negateFen(discount.amount),
    })),
    ...redemptionOf(line),
  ];
  const unexplained = subtractFen(line.paidAmount, totalOf(steps));
  if (unexplained !== 0)
    steps.push({ type: 'other', label: unexplained < 0 ? '其他优惠' : '其他费用', amount: unexplained });
  if (line.refundedAmount !== 0) {
    const pieces = line.refundedQuantity > 0 ? `（${line.refundedQuantity} 件）` : '';
    steps.push({ type: 'refund', label: `已退款${pieces}`, amount: negateFen(line.refundedAmount) });
  }
  return withRunningSum(steps);
}

/** Points that are a part of the price, as in the points mall, and so take no money off it. */
function redemptionOf({ pointsUsed, discounts }: ExplainedLine): Step[] {
  const isPrice = pointsUsed > 0 && discounts.every(({ type }) => type !== 'points');
  if (!isPrice) return [];
  return [{ type: 'redemption', label: `积分兑换（${pointsUsed} 积分）`, amount: ZERO_FEN }];
}

/** The name the order's price list had for it, when only one of its kind was there. */
function nameOf({ type }: LineDiscount, line: ExplainedLine, adjustments: readonly Adjustment[]): string {
  const named = adjustments.filter((adjustment) => adjustment.type === type);
  const name = (named.length === 1 ? named[0]?.label : undefined) ?? DISCOUNT_NAMES.get(type) ?? '优惠';
  return type === 'points' && line.pointsUsed > 0 ? `${name}（${line.pointsUsed} 积分）` : name;
}

const totalOf = (steps: readonly Step[]): Fen => fen(steps.reduce((sum, { amount }) => sum + amount, 0));

const withRunningSum = (steps: readonly Step[]): PriceExplanationStep[] =>
  steps.map((step, index) => ({ ...step, after: totalOf(steps.slice(0, index + 1)) }));
