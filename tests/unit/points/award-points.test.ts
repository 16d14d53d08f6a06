import { evaluateAward, pointsPerLine } from '../../../src/domain/points/award-points';
import type { DeclineReason, EvaluateAwardInput, PointsRule } from '../../../src/domain/points/types';
import { bps } from '../../../src/domain/shared/basis-points';
import { fen } from '../../../src/domain/shared/fen';

const AT = new Date('2026-05-01T08:00:00Z');

const rule = (change: Partial<PointsRule> = {}): PointsRule => ({
  id: 1,
  scene: 'payment',
  ratioBps: bps(10_000),
  fixedPoints: 0,
  minAmount: null,
  minPoints: null,
  maxPoints: 500,
  dailyLimitPerUser: 1000,
  totalLimit: null,
  validDays: 365,
  usesMemberMultiplier: true,
  streakDays: 0,
  streakBonus: 0,
  merchantIds: [],
  productIds: [],
  startsAt: null,
  endsAt: null,
  priority: 0,
  isStackable: true,
  ...change,
});

const event = (change: Partial<EvaluateAwardInput> = {}): EvaluateAwardInput => ({
  rules: [rule()],
  scene: 'payment',
  paidAmount: fen(1880),
  freightAmount: fen(0),
  memberMultiplierBps: bps(10_000),
  at: AT,
  timeZone: 'Asia/Shanghai',
  usage: { userTodayByRule: new Map(), totalByRule: new Map() },
  ...change,
});

const pointsOf = (change: Partial<EvaluateAwardInput>): number => evaluateAward(event(change)).total;

describe('a payment', () => {
  test('of ¥18.80 earns 18 points at one point a yuan, valid to the end of the last day', () => {
    expect(evaluateAward(event())).toEqual({
      total: 18,
      declined: [],
      awards: [
        {
          ruleId: 1,
          points: 18,
          expiresAt: new Date('2027-05-01T16:00:00Z'),
          explanation: [{ step: 'base', points: 18 }],
          pointsByLine: [],
        },
      ],
    });
  });

  test('earns nothing for its freight', () => {
    expect(pointsOf({ paidAmount: fen(1880), freightAmount: fen(800) })).toBe(10);
    expect(pointsOf({ paidAmount: fen(800), freightAmount: fen(800) })).toBe(0);
  });

  test('is multiplied before it is rounded', () => {
    expect(pointsOf({ memberMultiplierBps: bps(15_000) })).toBe(28);
    expect(pointsOf({ paidAmount: fen(99), memberMultiplierBps: bps(20_000) })).toBe(1);
    expect(pointsOf({ memberMultiplierBps: bps(15_000), rules: [rule({ usesMemberMultiplier: false })] })).toBe(18);
  });

  test('of nothing earns nothing, also under a fixed rule', () => {
    expect(pointsOf({ paidAmount: fen(0), rules: [rule({ fixedPoints: 10, minPoints: 5 })] })).toBe(0);
  });

  test('of a huge amount stays exact', () => {
    const rules = [rule({ maxPoints: null, dailyLimitPerUser: null, ratioBps: bps(10_001) })];
    expect(pointsOf({ paidAmount: fen(Number.MAX_SAFE_INTEGER), rules })).toBe(90_080_999_746_664);
  });

  test('earns at least and at most what the rule says', () => {
    expect(pointsOf({ rules: [rule({ minPoints: 20 })] })).toBe(20);
    expect(pointsOf({ paidAmount: fen(99_900) })).toBe(500);
    expect(pointsOf({ rules: [rule({ minPoints: 20, maxPoints: 5 })] })).toBe(5);
  });

  test('below the smallest amount earns nothing', () => {
    expect(pointsOf({ rules: [rule({ minAmount: fen(1880) })] })).toBe(18);
    expect(pointsOf({ rules: [rule({ minAmount: fen(1881) })] })).toBe(0);
    expect(pointsOf({ freightAmount: fen(1), rules: [rule({ minAmount: fen(1880) })] })).toBe(0);
  });

  test('earns the part that still fits the day of the user and the total of the rule', () => {
    const usage = (today: number, total: number) => ({
      userTodayByRule: new Map([[1, today]]),
      totalByRule: new Map([[1, total]]),
    });
    expect(pointsOf({ usage: usage(990, 0) })).toBe(10);
    expect(pointsOf({ usage: usage(1000, 0) })).toBe(0);
    expect(pointsOf({ usage: usage(1001, 0) })).toBe(0);
    expect(pointsOf({ usage: usage(990, 97), rules: [rule({ totalLimit: 100 })] })).toBe(3);
    expect(
      evaluateAward(event({ usage: usage(990, 97), rules: [rule({ totalLimit: 100 })] })).awards[0]?.explanation,
    ).toEqual([
      { step: 'base', points: 18 },
      { step: 'daily_limit', points: 10 },
      { step: 'total_limit', points: 3 },
    ]);
  });

  test.each([null, 0])('has no limit where the rule says %p', (none) => {
    const rules = [rule({ minPoints: none, maxPoints: none, dailyLimitPerUser: none, totalLimit: none })];
    expect(pointsOf({ paidAmount: fen(1_000_000), rules })).toBe(10_000);
  });

  test('earns points that never expire under a rule with 0 valid days', () => {
    expect(evaluateAward(event({ rules: [rule({ validDays: 0 })] })).awards[0]?.expiresAt).toBeNull();
  });
});

describe('a rule', () => {
  test('counts only in its own scene', () => {
    expect(pointsOf({ scene: 'review' })).toBe(0);
    expect(
      pointsOf({
        scene: 'register',
        paidAmount: fen(0),
        rules: [rule({ scene: 'register', ratioBps: bps(0), fixedPoints: 100 })],
      }),
    ).toBe(100);
  });

  test('counts from its start until just before its end', () => {
    const next = new Date(AT.getTime() + 1);
    expect(pointsOf({ rules: [rule({ startsAt: AT, endsAt: next })] })).toBe(18);
    expect(pointsOf({ rules: [rule({ startsAt: next })] })).toBe(0);
    expect(pointsOf({ rules: [rule({ endsAt: AT })] })).toBe(0);
  });

  test('of some merchants counts for them alone', () => {
    const rules = [rule({ merchantIds: ['m-1'] })];
    expect(pointsOf({ rules, merchantId: 'm-1' })).toBe(18);
    expect(pointsOf({ rules, merchantId: 'm-2' })).toBe(0);
    expect(pointsOf({ rules, merchantId: null })).toBe(0);
    expect(pointsOf({ rules })).toBe(0);
  });

  test('of some products counts their money alone, and only their lines share in it', () => {
    const rules = [rule({ productIds: ['p-2', 'p-3'] })];
    const lines = [
      { productId: 'p-1', paidAmount: fen(1000) },
      { productId: 'p-2', paidAmount: fen(550) },
      { productId: 'p-3', paidAmount: fen(330) },
    ];
    const result = evaluateAward(event({ rules, lines }));
    expect(result.total).toBe(8);
    expect(pointsPerLine(result, 3)).toEqual([0, 5, 3]);
    expect(pointsOf({ rules })).toBe(0);
    expect(pointsOf({ rules, lines: lines.slice(0, 1) })).toBe(0);
  });

  test('with fixed points for some products shares them evenly among their lines when no money was paid', () => {
    const rules = [rule({ scene: 'review', ratioBps: bps(0), fixedPoints: 3, productIds: ['p-2', 'p-3'] })];
    const lines = ['p-1', 'p-2', 'p-3'].map((productId) => ({ productId, paidAmount: fen(0) }));
    expect(pointsPerLine(evaluateAward(event({ scene: 'review', rules, lines })), 3)).toEqual([0, 2, 1]);
  });
});

describe('a check-in rule', () => {
  const checkIn = rule({
    scene: 'check_in',
    ratioBps: bps(0),
    fixedPoints: 5,
    streakDays: 7,
    streakBonus: 20,
    usesMemberMultiplier: false,
  });
  const onDay = (streak: number) =>
    evaluateAward(event({ scene: 'check_in', paidAmount: fen(0), rules: [checkIn], streak }));

  test('adds its bonus on every seventh day of a streak, and says so', () => {
    expect([1, 6, 7, 8, 14].map((streak) => onDay(streak).total)).toEqual([5, 5, 25, 5, 25]);
    expect(onDay(7).awards[0]?.explanation).toEqual([
      { step: 'base', points: 5 },
      { step: 'streak_bonus', points: 25 },
    ]);
  });
});

describe('a rule that gives nothing says why:', () => {
  const later = new Date(AT.getTime() + 1);
  const used = (points: number) => new Map([[1, points]]);
  const usage = (today: number, total: number) => ({ userTodayByRule: used(today), totalByRule: used(total) });
  const alone = rule({ id: 2, isStackable: false });

  test.each<[DeclineReason, Partial<EvaluateAwardInput>]>([
    ['not_started', { rules: [rule({ startsAt: later })] }],
    ['ended', { rules: [rule({ endsAt: AT })] }],
    ['other_merchant', { rules: [rule({ merchantIds: [7] })] }],
    ['other_products', { rules: [rule({ productIds: [7] })] }],
    ['nothing_paid', { paidAmount: fen(800), freightAmount: fen(800) }],
    ['below_min_amount', { rules: [rule({ minAmount: fen(1881) })] }],
    ['worth_nothing', { paidAmount: fen(99) }],
    ['daily_limit', { usage: usage(1000, 0) }],
    ['total_limit', { rules: [rule({ totalLimit: 100 })], usage: usage(0, 100) }],
    ['does_not_stack', { rules: [rule(), alone] }],
    ['closed_by_other', { rules: [rule(), { ...alone, priority: 1 }] }],
  ])('%s', (reason, change) => {
    const { declined } = evaluateAward(event(change));
    expect(declined.map((rule) => rule.reason)).toEqual([reason]);
  });

  test('how far its reckoning came stands beside the reason', () => {
    expect(evaluateAward(event({ usage: usage(1000, 0) })).declined).toEqual([
      {
        ruleId: 1,
        reason: 'daily_limit',
        explanation: [
          { step: 'base', points: 18 },
          { step: 'daily_limit', points: 0 },
        ],
      },
    ]);
  });
});

describe('several rules', () => {
  test('add up by priority, ties by id', () => {
    const rules = [rule({ id: 3 }), rule({ id: 2, priority: 5, fixedPoints: 1 }), rule({ id: 1 })];
    const { awards, total } = evaluateAward(event({ rules }));
    expect(awards.map(({ ruleId }) => ruleId)).toEqual([2, 1, 3]);
    expect(total).toBe(19 + 18 + 18);
  });

  test('end with one that does not stack, and it is skipped after another award', () => {
    const alone = rule({ id: 9, isStackable: false, fixedPoints: 50, ratioBps: bps(0) });
    expect(pointsOf({ rules: [rule(), { ...alone, priority: 1 }] })).toBe(50);
    expect(pointsOf({ rules: [rule({ priority: 1 }), alone] })).toBe(18);
  });

  test('are not ended by one that had nothing left to give', () => {
    const exhausted = rule({ id: 9, isStackable: false, priority: 1, totalLimit: 100 });
    const usage = { userTodayByRule: new Map(), totalByRule: new Map([[9, 100]]) };
    expect(pointsOf({ rules: [rule(), exhausted], usage })).toBe(18);
  });
});
