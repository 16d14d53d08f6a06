import fc from 'fast-check';
import { explainPrice } from '../../../src/domain/order/explain-price';
import { timelineTitle } from '../../../src/domain/order/timeline-title';
import { memberPriceStep } from '../../../src/domain/pricing/member-price-step';
import { priceOrder } from '../../../src/domain/pricing/price-order';
import { bps } from '../../../src/domain/shared/basis-points';
import { fen, sumFen } from '../../../src/domain/shared/fen';

const line = {
  price: fen(2_500),
  quantity: 2,
  discounts: [
    { type: 'member_price', amount: fen(250) },
    { type: 'points', amount: fen(150) },
  ],
  pointsUsed: 150,
  paidAmount: fen(4_600),
  refundedQuantity: 0,
  refundedAmount: fen(0),
};
const adjustments = [
  { type: 'member_price', label: '金卡会员 95 折', amount: fen(-250) },
  { type: 'points', label: '积分抵扣', amount: fen(-150) },
];

describe('the explanation of a price', () => {
  it('goes from the unit price through every discount to what was paid', () => {
    expect(explainPrice(line, adjustments)).toEqual([
      { type: 'goods', label: '单价 ¥25.00 × 2', amount: 5_000, after: 5_000 },
      { type: 'member_price', label: '金卡会员 95 折', amount: -250, after: 4_750 },
      { type: 'points', label: '积分抵扣（150 积分）', amount: -150, after: 4_600 },
    ]);
  });

  it('names points that are a part of the price without taking money off for them', () => {
    const redeemed = { ...line, discounts: [], pointsUsed: 600, paidAmount: fen(5_000) };
    expect(explainPrice(redeemed, [])).toEqual([
      { type: 'goods', label: '单价 ¥25.00 × 2', amount: 5_000, after: 5_000 },
      { type: 'redemption', label: '积分兑换（600 积分）', amount: 0, after: 5_000 },
    ]);
  });

  it('goes on with what was refunded', () => {
    const refunded = { ...line, refundedQuantity: 1, refundedAmount: fen(2_300) };
    expect(explainPrice(refunded, adjustments).at(-1)).toEqual({
      type: 'refund',
      label: '已退款（1 件）',
      amount: -2_300,
      after: 2_300,
    });
  });

  it('names a discount by its kind when its order has several of the kind, or none', () => {
    const twice = [...adjustments, { type: 'member_price', label: '另一个', amount: fen(-1) }];
    expect(explainPrice(line, twice)[1]?.label).toBe('会员价优惠');
    expect(explainPrice(line, [])[1]?.label).toBe('会员价优惠');
    const unknown = { ...line, discounts: [{ type: 'constructor', amount: fen(400) }] };
    expect(explainPrice(unknown, [])[1]?.label).toBe('优惠');
  });

  it('shows what no discount explains instead of hiding it', () => {
    expect(explainPrice({ ...line, discounts: [] }, adjustments).at(-1)).toMatchObject({
      type: 'other',
      label: '其他优惠',
      amount: -400,
      after: 4_600,
    });
  });

  it('always sums exactly, whatever stands in the books', () => {
    const money = fc.integer({ min: 0, max: 2_000_000_000 }).map(fen);
    const anyLine = fc.record({
      price: fc.integer({ min: 0, max: 10_000_000 }).map(fen),
      quantity: fc.integer({ min: 1, max: 999 }),
      discounts: fc.array(fc.record({ type: fc.string(), amount: money }), { maxLength: 6 }),
      pointsUsed: fc.nat(),
      paidAmount: money,
      refundedQuantity: fc.nat({ max: 999 }),
      refundedAmount: money,
    });
    fc.assert(
      fc.property(anyLine, (any) => {
        const steps = explainPrice(any, []);
        const beforeRefund = steps.filter(({ type }) => type !== 'refund');
        if (!any.discounts.some(({ type }) => type === 'refund'))
          expect(sumFen(beforeRefund.map(({ amount }) => amount))).toBe(any.paidAmount);
        expect(steps.at(-1)?.after).toBe(any.paidAmount - any.refundedAmount);
        steps.reduce((left, { amount, after }) => {
          expect(after).toBe(left + amount);
          return after;
        }, 0);
      }),
    );
  });

  it('of a priced order needs no step beyond its discounts', () => {
    const lines = fc.array(
      fc.record({ unitPrice: fc.integer({ min: 0, max: 100_000 }), quantity: fc.integer({ min: 1, max: 9 }) }),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(lines, fc.integer({ min: 0, max: 10_000 }), fc.nat({ max: 5_000 }), (inputs, rate, points) => {
        const order = priceOrder({
          lines: inputs.map(({ unitPrice, quantity }, index) => ({
            skuId: index,
            productId: index,
            unitPrice: fen(unitPrice),
            quantity,
          })),
          adjusters: [memberPriceStep({ discountBps: bps(rate), label: '会员价' })],
          redemption: { pointsPerYuan: 100, maxShareBps: bps(5_000), minPoints: 1 },
          pointsToUse: points,
          pointsAvailable: points,
          freight: { kind: 'none' },
        });
        for (const priced of order.lines) {
          const facts = { ...priced, price: priced.unitPrice, refundedQuantity: 0, refundedAmount: fen(0) };
          const steps = explainPrice(facts, order.adjustments);
          expect(steps.map(({ type }) => type)).not.toContain('other');
          expect(steps.at(-1)?.after).toBe(priced.paidAmount);
        }
      }),
    );
  });
});

describe('the title of something that happened to an order', () => {
  it.each([
    ['place', 'pending_payment', '提交订单'],
    ['ship', 'shipped', '商品已发出'],
    ['something_new', 'completed', '订单完成'],
    ['something_new', 'somewhere_new', '订单有更新'],
    ['constructor', 'toString', '订单有更新'],
  ])('%s to %s is %s', (event, status, title) => {
    expect(timelineTitle(event, status)).toBe(title);
  });
});
