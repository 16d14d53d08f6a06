import fc from 'fast-check';
import { quoteAfterSale } from '../../../src/domain/after-sale/quote-after-sale';
import { shareOfUnits } from '../../../src/domain/after-sale/share-of-units';
import type { StandingCase } from '../../../src/domain/after-sale/types';
import { priceRedemption } from '../../../src/domain/pricing/price-redemption';
import { fen, sumFen } from '../../../src/domain/shared/fen';

const good = { skuId: 7, goodId: 'mug', points: 300, price: fen(1_990), quantity: 2 };

const redemptions = fc.record({
  skuId: fc.constant(7),
  goodId: fc.constant('mug'),
  points: fc.integer({ min: 1, max: 10_000_000 }),
  price: fc.nat({ max: 10_000_000 }).map(fen),
  quantity: fc.integer({ min: 1, max: 99 }),
});

describe('the price of a redemption', () => {
  it('is points and money for each piece, without discounts and without freight', () => {
    expect(priceRedemption(good)).toMatchObject({
      itemsAmount: 3_980,
      freightAmount: 0,
      payAmount: 3_980,
      pointsUsed: 600,
      pointsDiscount: 0,
      pointsToEarn: 0,
      adjustments: [],
      lines: [{ skuId: 7, quantity: 2, unitPrice: 1_990, pointsUsed: 600, paidAmount: 3_980, discounts: [] }],
    });
  });

  it('is nothing to pay when the good costs points alone', () => {
    expect(priceRedemption({ ...good, price: fen(0) })).toMatchObject({ payAmount: 0, pointsUsed: 600 });
  });

  it('earns points for its money and for nothing else', () => {
    const asked: unknown[] = [];
    const priced = priceRedemption({
      ...good,
      earnPoints: (lines) => {
        asked.push(...lines);
        return [39];
      },
    });
    expect(asked).toEqual([{ productId: 'mug', paidAmount: 3_980 }]);
    expect(priced).toMatchObject({ pointsToEarn: 39, lines: [{ pointsToEarn: 39 }] });
  });

  it.each([{ quantity: 0 }, { quantity: 1.5 }, { quantity: -1 }, { points: 0 }, { points: 2.5 }, { price: fen(-1) }])(
    'is not to be had for %j',
    (wrong) => {
      expect(() => priceRedemption({ ...good, ...wrong })).toThrow(RangeError);
    },
  );

  it('adds up: the line holds all money and all points of the order', () => {
    fc.assert(
      fc.property(redemptions, (wish) => {
        const { lines, itemsAmount, adjustments, freightAmount, payAmount, pointsUsed } = priceRedemption(wish);
        expect(payAmount).toBe(itemsAmount + sumFen(adjustments.map(({ amount }) => amount)) + freightAmount);
        expect(sumFen(lines.map((line) => line.paidAmount))).toBe(payAmount);
        expect(lines.reduce((sum, line) => sum + line.pointsUsed, 0)).toBe(pointsUsed);
        expect(pointsUsed).toBe(wish.points * wish.quantity);
      }),
    );
  });

  it('goes back whole, money and points, however many returns it takes', () => {
    fc.assert(
      fc.property(redemptions, fc.array(fc.integer({ min: 1, max: 99 }), { maxLength: 6 }), (wish, parts) => {
        const { lines, payAmount, pointsUsed } = priceRedemption(wish);
        const [line] = lines;
        if (!line) throw new Error('a redemption has a line');
        const standing: StandingCase[] = [];
        let points = 0;
        let before = 0;
        for (const part of [...parts, wish.quantity]) {
          const quantity = Math.min(part, wish.quantity - before);
          if (quantity === 0) break;
          const quote = quoteAfterSale({
            type: 'refund_only',
            orderStatus: 'completed',
            lines: [{ lineId: 1, quantity: wish.quantity, handedOver: wish.quantity, paidAmount: line.paidAmount }],
            requested: [{ lineId: 1, quantity }],
            requestedAmount: null,
            paidAmount: payAmount,
            freightAmount: fen(0),
            pointsUsed,
            standing,
          });
          if (!quote.ok) throw new Error('what is left can be returned');
          const [item] = quote.value.items;
          points += shareOfUnits({
            total: line.pointsUsed,
            quantity: line.quantity,
            before,
            units: quantity,
            amount: quote.value.amount,
            share: item?.share ?? 0,
          });
          standing.push(quote.value);
          before += quantity;
        }
        expect(sumFen(standing.map(({ amount }) => amount))).toBe(payAmount);
        expect(points).toBe(pointsUsed);
      }),
    );
  });
});
