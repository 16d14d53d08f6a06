import { checkPointsOffer, redeemPoints } from '../../../src/domain/pricing/redeem-points';
import { bps } from '../../../src/domain/shared/basis-points';
import { fen } from '../../../src/domain/shared/fen';

const RULE = { pointsPerYuan: 100, maxShareBps: bps(5000), minPoints: 0 };
const request = { rule: RULE, goodsAmount: fen(1000), pointsToUse: 300, pointsAvailable: 1000 };

describe('points at the checkout', () => {
  test('are worth 1 yuan a hundred', () => {
    expect(redeemPoints(request)).toEqual({ pointsUsed: 300, discount: 300 });
  });

  test('pay at most their share of the goods', () => {
    expect(redeemPoints({ ...request, pointsToUse: 900 })).toEqual({ pointsUsed: 500, discount: 500 });
    expect(redeemPoints({ ...request, goodsAmount: fen(999), pointsToUse: 900 })).toEqual({
      pointsUsed: 499,
      discount: 499,
    });
  });

  test('never pay more than the goods, even under a rule that says so', () => {
    expect(
      redeemPoints({
        ...request,
        rule: { ...RULE, maxShareBps: bps(20_000) },
        pointsToUse: 2000,
        pointsAvailable: 2000,
      }),
    ).toEqual({
      pointsUsed: 1000,
      discount: 1000,
    });
  });

  test('beyond the balance are not used', () => {
    expect(redeemPoints({ ...request, pointsAvailable: 120 })).toEqual({ pointsUsed: 120, discount: 120 });
    expect(redeemPoints({ ...request, pointsAvailable: -5 })).toEqual({ pointsUsed: 0, discount: 0 });
  });

  test.each([
    [1000, 105, { pointsUsed: 100, discount: 10 }],
    [30, 10, { pointsUsed: 9, discount: 30 }],
    [1, 7, { pointsUsed: 5, discount: 500 }],
    [33, 40, { pointsUsed: 33, discount: 100 }],
  ])('at %i a yuan, of %i only what converts without a remainder is used', (pointsPerYuan, pointsToUse, expected) => {
    expect(redeemPoints({ ...request, rule: { ...RULE, pointsPerYuan }, pointsToUse })).toEqual(expected);
  });

  test('below the minimum are not used at all', () => {
    const rule = { ...RULE, minPoints: 300 };
    expect(redeemPoints({ ...request, rule }).pointsUsed).toBe(300);
    expect(redeemPoints({ ...request, rule, pointsToUse: 299 }).pointsUsed).toBe(0);
    expect(redeemPoints({ ...request, rule, goodsAmount: fen(500) }).pointsUsed).toBe(0);
  });

  test('are not taken where redemption is switched off', () => {
    expect(redeemPoints({ ...request, rule: null }).pointsUsed).toBe(0);
  });

  test.each([0, -100, 0.5])('under a rule of %p points a yuan are a mistake', (pointsPerYuan) => {
    expect(() => redeemPoints({ ...request, rule: { ...RULE, pointsPerYuan } })).toThrow(RangeError);
  });

  test('offered when placing beyond the balance are refused with 1301', () => {
    expect(checkPointsOffer(100, 100).ok).toBe(true);
    expect(checkPointsOffer(101, 100)).toMatchObject({
      error: { code: 1301, details: { required: 101, available: 100 } },
    });
    expect(() => checkPointsOffer(1.5, 100)).toThrow(RangeError);
  });
});
