import fc from 'fast-check';
import { freeFreightStep, memberPriceLabel, memberPriceStep } from '../../../src/domain/pricing/member-price-step';
import { priceOrder } from '../../../src/domain/pricing/price-order';
import type { PricedOrder } from '../../../src/domain/pricing/types';
import { bps } from '../../../src/domain/shared/basis-points';
import { fen } from '../../../src/domain/shared/fen';

const FREIGHT = { kind: 'flat', fee: fen(800), freeFrom: fen(9_900) } as const;

interface Basket {
  prices: { unitPrice: number; quantity: number }[];
  discount: number;
  isFreightFree: boolean;
}

function priceFor({ prices, discount, isFreightFree }: Basket): PricedOrder {
  return priceOrder({
    lines: prices.map(({ unitPrice, quantity }, index) => ({
      skuId: index,
      productId: index,
      unitPrice: fen(unitPrice),
      quantity,
    })),
    adjusters: [
      memberPriceStep({ discountBps: bps(discount), label: '金卡会员 9.5 折' }),
      ...(isFreightFree ? [freeFreightStep] : []),
    ],
    redemption: null,
    pointsToUse: 0,
    pointsAvailable: 0,
    freight: FREIGHT,
  });
}

const basket = fc.record({
  prices: fc.array(fc.record({ unitPrice: fc.nat(1_000_000), quantity: fc.integer({ min: 1, max: 20 }) }), {
    minLength: 1,
    maxLength: 8,
  }),
  discount: fc.nat(10_000),
  isFreightFree: fc.boolean(),
});

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

describe('the price for a member', () => {
  it('rounds the discount once for all goods, not for every line', () => {
    const prices = [333, 333, 333].map((unitPrice) => ({ unitPrice, quantity: 1 }));
    const { adjustments, lines } = priceFor({ prices, discount: 500, isFreightFree: false });
    expect(adjustments).toEqual([{ type: 'member_price', label: '金卡会员 9.5 折', amount: -49 }]);
    expect(lines.map(({ discounts }) => discounts[0]?.amount)).toEqual([17, 16, 16]);
  });

  it('is the goods less exactly the level’s share, and the lines add up to it', () => {
    fc.assert(
      fc.property(basket, (input) => {
        const { itemsAmount, lines, adjustments, payAmount, freightAmount } = priceFor(input);
        const off = 0 - sum(adjustments.map(({ amount }) => amount));
        expect(off).toBe(Number((BigInt(itemsAmount) * BigInt(input.discount)) / 10_000n));
        expect(sum(lines.map(({ paidAmount }) => paidAmount))).toBe(itemsAmount - off);
        expect(payAmount).toBe(itemsAmount - off + freightAmount);
        for (const line of lines) {
          expect(line.paidAmount).toBeGreaterThanOrEqual(0);
          // Less than a fen is lost where the whole is rounded, and less than another where it is split.
          const exact = (line.amount * input.discount) / 10_000;
          expect(Math.abs(line.amount - line.paidAmount - exact)).toBeLessThan(2);
        }
      }),
    );
  });

  it('has no freight when the level delivers for free, whatever the goods cost', () => {
    fc.assert(
      fc.property(basket, (input) => {
        const { freightAmount, lines, itemsAmount, adjustments } = priceFor(input);
        const goods = itemsAmount + sum(adjustments.map(({ amount }) => amount));
        expect(freightAmount).toBe(input.isFreightFree || goods >= FREIGHT.freeFrom ? 0 : FREIGHT.fee);
        expect(sum(lines.map(({ freightShare }) => freightShare))).toBe(freightAmount);
      }),
    );
  });

  it.each([
    [500, '金卡会员 9.5 折'],
    [1_000, '金卡会员 9 折'],
    [1_200, '金卡会员 8.8 折'],
    [9_500, '金卡会员 0.5 折'],
  ])('a discount of %i basis points is called %s', (discount, label) => {
    expect(memberPriceLabel('金卡', bps(discount))).toBe(label);
  });
});
