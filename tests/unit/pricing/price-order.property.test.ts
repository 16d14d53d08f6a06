import fc from 'fast-check';
import { memberPriceStep } from '../../../src/domain/pricing/member-price-step';
import { priceOrder } from '../../../src/domain/pricing/price-order';
import { spreadDiscount } from '../../../src/domain/pricing/spread-discount';
import type { FreightPolicy, PricedOrder, PriceOrderInput, PriceStep } from '../../../src/domain/pricing/types';
import { PRICE_STAGES } from '../../../src/domain/pricing/types';
import { bps } from '../../../src/domain/shared/basis-points';
import { fen } from '../../../src/domain/shared/fen';

const lines = fc.array(
  fc.record({
    skuId: fc.nat({ max: 9 }),
    productId: fc.nat({ max: 5 }),
    quantity: fc.integer({ min: 1, max: 99 }),
    unitPrice: fc.nat({ max: 1_000_000 }).map(fen),
  }),
  { minLength: 1, maxLength: 8 },
);

const steps = fc.array(
  fc.oneof(
    fc.nat({ max: 10_000 }).map((rate): PriceStep => memberPriceStep({ discountBps: bps(rate), label: 'member' })),
    fc
      .record({
        stage: fc.constantFrom(...PRICE_STAGES),
        amount: fc.nat({ max: 3_000_000 }),
        product: fc.nat({ max: 5 }),
      })
      .map(({ stage, amount, product }): PriceStep => ({
        stage,
        apply: (drafts) => ({
          discounts: [
            {
              type: stage,
              label: 'off',
              perLine: spreadDiscount(drafts, fen(amount), (draft) => draft.productId !== product),
            },
          ],
        }),
      })),
    fc.nat({ max: 500_000 }).map((amount): PriceStep => ({
      stage: 'coupon',
      apply: (drafts) => ({ discounts: [{ type: 'greedy', label: 'greedy', perLine: drafts.map(() => fen(amount)) }] }),
    })),
  ),
  { maxLength: 5 },
);

const freight: fc.Arbitrary<FreightPolicy> = fc.oneof(
  fc.constant({ kind: 'none' } as const),
  fc.record({
    kind: fc.constant('flat' as const),
    fee: fc.nat({ max: 5000 }).map(fen),
    freeFrom: fc.option(fc.nat({ max: 100_000 }).map(fen)),
  }),
);

const inputs: fc.Arbitrary<PriceOrderInput> = fc.record({
  lines,
  adjusters: steps,
  redemption: fc.option(
    fc.record({
      pointsPerYuan: fc.integer({ min: 1, max: 1000 }),
      maxShareBps: fc.nat({ max: 10_000 }).map(bps),
      minPoints: fc.nat({ max: 200 }),
    }),
  ),
  pointsToUse: fc.nat({ max: 10_000_000 }),
  pointsAvailable: fc.nat({ max: 10_000_000 }),
  freight,
  earnPoints: fc.constant((priced: readonly { paidAmount: number }[]) =>
    priced.map(({ paidAmount }) => Math.floor(paidAmount / 100)),
  ),
});

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function forEveryOrder(check: (priced: PricedOrder, input: PriceOrderInput) => void): void {
  fc.assert(
    fc.property(inputs, (input) => {
      check(priceOrder(input), input);
    }),
    { numRuns: 300 },
  );
}

describe('for every order', () => {
  test('the payable amount is items, adjustments and freight, and never negative', () => {
    forEveryOrder((priced) => {
      expect(priced.payAmount).toBe(
        priced.itemsAmount + sum(priced.adjustments.map(({ amount }) => amount)) + priced.freightAmount,
      );
      expect(priced.payAmount).toBeGreaterThanOrEqual(0);
      expect(priced.adjustments.every(({ amount }) => amount < 0)).toBe(true);
    });
  });

  test('every total is exactly the sum of its shares', () => {
    forEveryOrder((priced) => {
      expect(sum(priced.lines.map((line) => line.amount))).toBe(priced.itemsAmount);
      expect(sum(priced.lines.map((line) => line.freightShare))).toBe(priced.freightAmount);
      expect(sum(priced.lines.map((line) => line.paidAmount + line.freightShare))).toBe(priced.payAmount);
      expect(sum(priced.lines.map((line) => line.pointsUsed))).toBe(priced.pointsUsed);
      expect(sum(priced.lines.map((line) => line.pointsToEarn))).toBe(priced.pointsToEarn);
    });
  });

  test('each kind of discount is the same in the breakdown and in the lines', () => {
    forEveryOrder((priced) => {
      for (const type of new Set(priced.adjustments.map((adjustment) => adjustment.type))) {
        const shown = priced.adjustments
          .filter((adjustment) => adjustment.type === type)
          .map(({ amount }) => 0 - amount);
        const shared = priced.lines.flatMap((line) => line.discounts.filter((discount) => discount.type === type));
        expect(sum(shared.map(({ amount }) => amount))).toBe(sum(shown));
      }
    });
  });

  test('each line is paid its amount less its discounts, never below zero', () => {
    forEveryOrder((priced) => {
      for (const line of priced.lines) {
        expect(line.amount).toBe(line.unitPrice * line.quantity);
        expect(line.paidAmount).toBe(line.amount - sum(line.discounts.map(({ amount }) => amount)));
        expect(Math.min(line.paidAmount, line.freightShare, line.pointsUsed)).toBeGreaterThanOrEqual(0);
      }
    });
  });

  test('points are used within the offer, the balance and the share, and are worth exactly their discount', () => {
    forEveryOrder((priced, input) => {
      expect(priced.pointsUsed).toBeLessThanOrEqual(Math.min(input.pointsToUse, input.pointsAvailable));
      if (input.redemption === null) {
        expect(priced.pointsUsed).toBe(0);
        return;
      }
      expect(priced.pointsUsed * 100).toBe(priced.pointsDiscount * input.redemption.pointsPerYuan);
      const goods = priced.payAmount - priced.freightAmount + priced.pointsDiscount;
      expect(priced.pointsDiscount * 10_000).toBeLessThanOrEqual(goods * input.redemption.maxShareBps);
      if (priced.pointsUsed > 0) expect(priced.pointsUsed).toBeGreaterThanOrEqual(input.redemption.minPoints);
    });
  });
});
