import fc from 'fast-check';
import { evaluateAward, pointsPerLine } from '../../../src/domain/points/award-points';
import type { EvaluateAwardInput, PointsRule } from '../../../src/domain/points/types';
import { bps } from '../../../src/domain/shared/basis-points';
import { fen } from '../../../src/domain/shared/fen';

const limit = fc.option(fc.nat({ max: 60 }));
const scope = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 2 });

const AT = new Date('2026-05-01T08:00:00Z');
const instant = fc.option(fc.constantFrom(-1, 0, 1).map((offset) => new Date(AT.getTime() + offset)));

const rules = fc.uniqueArray(
  fc.record<PointsRule>({
    id: fc.nat({ max: 20 }),
    scene: fc.constantFrom('payment', 'review', 'check_in'),
    ratioBps: fc.nat({ max: 30_000 }).map(bps),
    fixedPoints: fc.nat({ max: 10 }),
    minAmount: fc.option(fc.nat({ max: 3000 }).map(fen)),
    minPoints: limit,
    maxPoints: limit,
    dailyLimitPerUser: limit,
    totalLimit: limit,
    validDays: fc.nat({ max: 2 }),
    usesMemberMultiplier: fc.boolean(),
    streakDays: fc.nat({ max: 3 }),
    streakBonus: fc.nat({ max: 20 }),
    merchantIds: scope,
    productIds: scope,
    startsAt: instant,
    endsAt: instant,
    priority: fc.nat({ max: 3 }),
    isStackable: fc.boolean(),
  }),
  { selector: (rule) => rule.id, maxLength: 6 },
);

const usage = fc.array(fc.tuple(fc.nat({ max: 20 }), fc.nat({ max: 80 }))).map((entries) => new Map(entries));

const inputs: fc.Arbitrary<EvaluateAwardInput> = fc
  .record({
    rules,
    scene: fc.constantFrom('payment' as const, 'review' as const, 'check_in' as const),
    streak: fc.nat({ max: 6 }),
    lines: fc.array(
      fc.record({ productId: fc.integer({ min: 1, max: 4 }), paidAmount: fc.nat({ max: 4000 }).map(fen) }),
      { maxLength: 4 },
    ),
    freightAmount: fc.nat({ max: 900 }).map(fen),
    memberMultiplierBps: fc.constantFrom(10_000, 15_000, 20_000).map(bps),
    merchantId: fc.option(fc.integer({ min: 1, max: 3 })),
    userTodayByRule: usage,
    totalByRule: usage,
  })
  .map(({ userTodayByRule, totalByRule, ...input }) => ({
    ...input,
    paidAmount: fen(input.lines.reduce((sum, line) => sum + line.paidAmount, 0) + input.freightAmount),
    at: AT,
    timeZone: 'Asia/Shanghai',
    usage: { userTodayByRule, totalByRule },
  }));

const limitOf = (limit: number | null): number => (limit === null || limit === 0 ? Infinity : limit);

/** The rule book read slowly: counts up point by point, as long as the exact value and every limit allow one more. */
function slowAward(rule: PointsRule, input: EvaluateAwardInput): number {
  if (rule.startsAt !== null && input.at.getTime() < rule.startsAt.getTime()) return 0;
  if (rule.endsAt !== null && input.at.getTime() >= rule.endsAt.getTime()) return 0;
  const lines = (input.lines ?? []).filter(
    (line) => rule.productIds.length === 0 || rule.productIds.includes(line.productId),
  );
  if (rule.scene !== input.scene) return 0;
  if (rule.merchantIds.length > 0 && !rule.merchantIds.some((id) => id === input.merchantId)) return 0;
  if (rule.productIds.length > 0 && lines.length === 0) return 0;
  const amount = lines.reduce((sum, line) => sum + line.paidAmount, 0);
  if (amount < (rule.minAmount ?? 0)) return 0;
  if (input.scene === 'payment' && amount === 0) return 0;
  const multiplier = rule.usesMemberMultiplier ? input.memberMultiplierBps : 10_000;
  // In units of 1/(100 × 10 000 × 10 000) points, far inside the safe range for these inputs.
  const isBonusDay = (input.streak ?? 0) > 0 && rule.streakDays > 0 && Number(input.streak) % rule.streakDays === 0;
  const fixed = rule.fixedPoints + (isBonusDay ? rule.streakBonus : 0);
  const worth = (fixed * 1_000_000 + amount * rule.ratioBps) * multiplier;
  const today = input.usage.userTodayByRule.get(rule.id) ?? 0;
  const total = input.usage.totalByRule.get(rule.id) ?? 0;
  let points = 0;
  const isEarned = (next: number): boolean => next * 1e10 <= worth || next <= (rule.minPoints ?? 0);
  const isAllowed = (next: number): boolean =>
    next <= limitOf(rule.maxPoints) &&
    today + next <= limitOf(rule.dailyLimitPerUser) &&
    total + next <= limitOf(rule.totalLimit);
  while (isEarned(points + 1) && isAllowed(points + 1)) points += 1;
  return points;
}

function slowAwards(input: EvaluateAwardInput): [number | string, number][] {
  const ordered = [...input.rules].sort((a, b) => b.priority - a.priority || Number(a.id) - Number(b.id));
  const given: [number | string, number][] = [];
  let isOver = false;
  for (const rule of ordered) {
    const points = slowAward(rule, input);
    if (isOver || points === 0 || (!rule.isStackable && given.length > 0)) continue;
    given.push([rule.id, points]);
    isOver = !rule.isStackable;
  }
  return given;
}

describe('for every event and rule book', () => {
  test('the awards are those of counting point by point', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        expect(evaluateAward(input).awards.map(({ ruleId, points }) => [ruleId, points])).toEqual(slowAwards(input));
      }),
      { numRuns: 1000 },
    );
  });

  test('every rule of the scene either awards or says why not', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const { awards, declined } = evaluateAward(input);
        const answered = [...awards, ...declined].map(({ ruleId }) => Number(ruleId)).sort((a, b) => a - b);
        const asked = input.rules.filter(({ scene }) => scene === input.scene).map(({ id }) => Number(id));
        expect(answered).toEqual(asked.sort((a, b) => a - b));
      }),
    );
  });

  test('the total is the sum of the awards, and of the shares of the lines', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const result = evaluateAward(input);
        const lineCount = input.lines?.length ?? 0;
        expect(result.awards.reduce((sum, award) => sum + award.points, 0)).toBe(result.total);
        if (lineCount > 0)
          expect(pointsPerLine(result, lineCount).reduce((sum, points) => sum + points, 0)).toBe(result.total);
        for (const award of result.awards) expect(award.explanation.at(-1)?.points).toBe(award.points);
      }),
    );
  });

  test('no limit is passed by awarding again and again', () => {
    fc.assert(
      fc.property(inputs, fc.integer({ min: 1, max: 6 }), (input, times) => {
        const used = new Map<number | string, number>();
        for (let round = 0; round < times; round += 1) {
          const { awards } = evaluateAward({ ...input, usage: { userTodayByRule: used, totalByRule: used } });
          for (const { ruleId, points } of awards) used.set(ruleId, (used.get(ruleId) ?? 0) + points);
        }
        for (const rule of input.rules) {
          expect(used.get(rule.id) ?? 0).toBeLessThanOrEqual(
            Math.min(limitOf(rule.dailyLimitPerUser), limitOf(rule.totalLimit)),
          );
        }
      }),
    );
  });
});
