import { memberPriceStep } from '../../../src/domain/pricing/member-price-step';
import { priceOrder } from '../../../src/domain/pricing/price-order';
import { spreadDiscount } from '../../../src/domain/pricing/spread-discount';
import type { PriceLineInput, PriceOrderInput, PriceStep } from '../../../src/domain/pricing/types';
import { bps } from '../../../src/domain/shared/basis-points';
import { fen } from '../../../src/domain/shared/fen';

const REDEMPTION = { pointsPerYuan: 100, maxShareBps: bps(5000), minPoints: 0 };

const line = (skuId: string, unitPrice: number, quantity = 1): PriceLineInput => ({
  skuId,
  productId: `product-of-${skuId}`,
  quantity,
  unitPrice: fen(unitPrice),
});

const order = (change: Partial<PriceOrderInput>): PriceOrderInput => ({
  lines: [line('a', 1000)],
  adjusters: [],
  redemption: null,
  pointsToUse: 0,
  pointsAvailable: 0,
  freight: { kind: 'none' },
  ...change,
});

const amountOff = (stage: PriceStep['stage'], amount: number): PriceStep => ({
  stage,
  apply: (lines) => ({ discounts: [{ type: stage, label: stage, perLine: spreadDiscount(lines, fen(amount)) }] }),
});

describe('the price of an order', () => {
  test('without rules is the sum of its lines', () => {
    expect(priceOrder(order({ lines: [line('a', 1000, 2), line('b', 333)] }))).toMatchObject({
      itemsAmount: 2333,
      adjustments: [],
      freightAmount: 0,
      pointsUsed: 0,
      pointsDiscount: 0,
      payAmount: 2333,
      pointsToEarn: 0,
    });
  });

  test('shows each step as a negative adjustment and each line its share of it', () => {
    const priced = priceOrder(
      order({
        lines: [line('a', 1000, 2), line('b', 1000)],
        adjusters: [memberPriceStep({ discountBps: bps(500), label: '金卡' }), amountOff('coupon', 100)],
        redemption: REDEMPTION,
        pointsToUse: 50,
        pointsAvailable: 500,
        freight: { kind: 'flat', fee: fen(800), freeFrom: fen(9900) },
      }),
    );
    expect(priced.adjustments).toEqual([
      { type: 'member_price', label: '金卡', amount: -150 },
      { type: 'coupon', label: 'coupon', amount: -100 },
      { type: 'points', label: '积分抵扣', amount: -50 },
    ]);
    expect(priced).toMatchObject({ itemsAmount: 3000, freightAmount: 800, pointsDiscount: 50, payAmount: 3500 });
    expect(priced.lines[0]).toEqual({
      ...line('a', 1000, 2),
      amount: 2000,
      discounts: [
        { type: 'member_price', amount: 100 },
        { type: 'coupon', amount: 67 },
        { type: 'points', amount: 33 },
      ],
      pointsUsed: 33,
      paidAmount: 1800,
      freightShare: 533,
      pointsToEarn: 0,
    });
    expect(priced.lines[1]).toMatchObject({ pointsUsed: 17, paidAmount: 900, freightShare: 267 });
  });

  test('runs member price, promotion and coupon in that order, however they were collected', () => {
    const stages = priceOrder(
      order({ adjusters: [amountOff('coupon', 1), amountOff('promotion', 1), amountOff('member_price', 1)] }),
    ).adjustments.map(({ type }) => type);
    expect(stages).toEqual(['member_price', 'promotion', 'coupon']);
  });

  test('lets a step see what earlier steps of its own and other stages have granted', () => {
    const onlyWithoutOthers: PriceStep = {
      stage: 'coupon',
      apply: (lines) =>
        lines.some(({ discounts }) => discounts.length > 0)
          ? { discounts: [] }
          : { discounts: [{ type: 'coupon', label: 'alone', perLine: spreadDiscount(lines, fen(500)) }] },
    };
    expect(priceOrder(order({ adjusters: [onlyWithoutOthers] })).payAmount).toBe(500);
    expect(priceOrder(order({ adjusters: [onlyWithoutOthers, amountOff('promotion', 1)] })).payAmount).toBe(999);
  });

  test('is never below zero, also with a coupon larger than the goods', () => {
    const greedy: PriceStep = {
      stage: 'coupon',
      apply: (lines) => ({ discounts: [{ type: 'coupon', label: 'greedy', perLine: lines.map(() => fen(9999)) }] }),
    };
    const priced = priceOrder(order({ adjusters: [amountOff('promotion', 300), greedy, amountOff('coupon', 5)] }));
    expect(priced.payAmount).toBe(0);
    expect(priced.adjustments.map(({ amount }) => amount)).toEqual([-300, -700]);
  });

  test('still asks for freight when the goods cost nothing', () => {
    const priced = priceOrder(
      order({ lines: [line('a', 0), line('b', 0)], freight: { kind: 'flat', fee: fen(801), freeFrom: null } }),
    );
    expect(priced.payAmount).toBe(801);
    expect(priced.lines.map(({ freightShare }) => freightShare)).toEqual([401, 400]);
  });

  test('has free freight from an amount on, counted after discounts and before points', () => {
    const freight = { kind: 'flat', fee: fen(800), freeFrom: fen(1000) } as const;
    const points = { redemption: REDEMPTION, pointsToUse: 400, pointsAvailable: 400 };
    expect(priceOrder(order({ freight })).freightAmount).toBe(0);
    expect(priceOrder(order({ freight, ...points })).freightAmount).toBe(0);
    expect(priceOrder(order({ freight, adjusters: [amountOff('coupon', 1)] })).freightAmount).toBe(800);
  });

  test('has free freight when a step grants it, and that is no adjustment', () => {
    const freeFreight: PriceStep = { stage: 'coupon', apply: () => ({ discounts: [], freeFreight: true }) };
    const priced = priceOrder(
      order({ adjusters: [freeFreight], freight: { kind: 'flat', fee: fen(800), freeFrom: null } }),
    );
    expect(priced).toMatchObject({ freightAmount: 0, adjustments: [], payAmount: 1000 });
  });

  test('estimates points from what each line is paid, freight excluded', () => {
    const seen: number[] = [];
    const priced = priceOrder(
      order({
        lines: [line('a', 1000), line('b', 500)],
        adjusters: [amountOff('coupon', 150)],
        freight: { kind: 'flat', fee: fen(800), freeFrom: null },
        earnPoints: (lines) => {
          seen.push(...lines.map(({ paidAmount }) => paidAmount));
          return [9, 4];
        },
      }),
    );
    expect(seen).toEqual([900, 450]);
    expect(priced.pointsToEarn).toBe(13);
    expect(priced.lines.map(({ pointsToEarn }) => pointsToEarn)).toEqual([9, 4]);
  });

  test('limits a member price to the lines it is meant for', () => {
    const step = memberPriceStep({ discountBps: bps(1000), label: 'member', isInScope: ({ skuId }) => skuId === 'b' });
    const priced = priceOrder(order({ lines: [line('a', 999), line('b', 999)], adjusters: [step] }));
    expect(priced.lines.map(({ paidAmount }) => paidAmount)).toEqual([999, 900]);
  });

  test.each<[string, Partial<PriceOrderInput>]>([
    ['no lines', { lines: [] }],
    ['a quantity of 0', { lines: [line('a', 100, 0)] }],
    ['half a piece', { lines: [line('a', 100, 0.5)] }],
    ['a negative price', { lines: [line('a', -1)] }],
    ['negative points', { pointsToUse: -1 }],
    ['an estimate of half a point', { earnPoints: () => [0.5] }],
    [
      'a step that answers with too few lines',
      { adjusters: [{ stage: 'coupon', apply: () => ({ discounts: [{ type: 'x', label: 'x', perLine: [] }] }) }] },
    ],
    [
      'a step that raises the price',
      {
        adjusters: [{ stage: 'coupon', apply: () => ({ discounts: [{ type: 'x', label: 'x', perLine: [fen(-1)] }] }) }],
      },
    ],
  ])('is not computed for %s', (_, change) => {
    expect(() => priceOrder(order(change))).toThrow(RangeError);
  });
});
