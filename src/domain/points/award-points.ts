import { allocateUnits } from '../shared/allocate-units';
import type { Bps } from '../shared/basis-points';
import { WHOLE_BPS } from '../shared/basis-points';
import type { Fen } from '../shared/fen';
import { maxFen, subtractFen, sumFen, ZERO_FEN } from '../shared/fen';
import { applicableRules, isProductInScope } from './applicable-rules';
import { lotExpiry } from './lot-expiry';
import type {
  Award,
  AwardResult,
  AwardStep,
  AwardStepName,
  EvaluateAwardInput,
  PointsRule,
  PointsScene,
} from './types';

const MONEY_SCENES: ReadonlySet<PointsScene> = new Set(['payment', 'order_completed']);
const FEN_PER_YUAN = 100n;
const BPS = 10_000n;

/**
 * Which points an event earns (domain.md 6; api.md ruling 1): `floor(paid yuan × ratio × multiplier)` of the goods money,
 * freight excluded, raised and capped by the rule, then cut to what the user's day and the rule's total still allow.
 * Rules run by priority; one that does not stack awards alone. Awards of nothing are left out.
 */
export function evaluateAward(input: EvaluateAwardInput): AwardResult {
  const awards: Award[] = [];
  for (const rule of applicableRules(input)) {
    if (!rule.isStackable && awards.length > 0) continue;
    const award = awardOf(rule, input);
    if (award === null) continue;
    awards.push(award);
    if (!rule.isStackable) break;
  }
  return { awards, total: awards.reduce((sum, award) => sum + award.points, 0) };
}

/** Points by line over all awards, parallel to the lines that were evaluated. */
export function pointsPerLine(result: AwardResult, lineCount: number): number[] {
  return Array.from({ length: lineCount }, (_, index) =>
    result.awards.reduce((sum, award) => sum + (award.pointsByLine[index] ?? 0), 0),
  );
}

function awardOf(rule: PointsRule, input: EvaluateAwardInput): Award | null {
  const amount = amountUnder(rule, input);
  const isTooSmall = rule.minAmount !== null && amount < rule.minAmount;
  if (isTooSmall || (MONEY_SCENES.has(rule.scene) && amount === 0)) return null;
  const explanation = explain(rule, amount, input);
  const points = explanation.at(-1)?.points ?? 0;
  if (points <= 0) return null;
  return {
    ruleId: rule.id,
    points,
    expiresAt: lotExpiry(input.at, rule.validDays, input.timeZone),
    explanation,
    pointsByLine: shareByLine(rule, points, input),
  };
}

function amountUnder(rule: PointsRule, { paidAmount, freightAmount, lines = [] }: EvaluateAwardInput): Fen {
  if (rule.productIds.length === 0) return maxFen(ZERO_FEN, subtractFen(paidAmount, freightAmount));
  return sumFen(lines.filter((line) => isProductInScope(rule, line.productId)).map((line) => line.paidAmount));
}

function explain(rule: PointsRule, amount: Fen, { memberMultiplierBps, usage }: EvaluateAwardInput): AwardStep[] {
  const steps: AwardStep[] = [{ step: 'base', points: pointsFor(rule, amount, WHOLE_BPS) }];
  let points = steps[0]?.points ?? 0;
  const moveTo = (step: AwardStepName, next: number): void => {
    if (next === points) return;
    points = next;
    steps.push({ step, points });
  };
  // The multiplier works on the exact product, not on the rounded base: one rounding, at the end.
  if (rule.usesMemberMultiplier) moveTo('member_multiplier', pointsFor(rule, amount, memberMultiplierBps));
  moveTo('min', Math.max(points, rule.minPoints ?? 0));
  moveTo('max', Math.min(points, leftOf(rule.maxPoints)));
  moveTo('daily_limit', Math.min(points, leftOf(rule.dailyLimitPerUser, usage.userTodayByRule.get(rule.id))));
  moveTo('total_limit', Math.min(points, leftOf(rule.totalLimit, usage.totalByRule.get(rule.id))));
  return steps;
}

function pointsFor(rule: PointsRule, amount: Fen, multiplierBps: Bps): number {
  const scale = FEN_PER_YUAN * BPS;
  const unscaled = BigInt(rule.fixedPoints) * scale + BigInt(amount) * BigInt(rule.ratioBps);
  return Number((unscaled * BigInt(multiplierBps)) / (scale * BPS));
}

function leftOf(limit: number | null, used = 0): number {
  return limit === null || limit === 0 ? Infinity : Math.max(0, limit - used);
}

function shareByLine(rule: PointsRule, points: number, { lines = [] }: EvaluateAwardInput): number[] {
  if (lines.length === 0) return [];
  const inScope = lines.map((line) => isProductInScope(rule, line.productId));
  const weights = lines.map((line, index) => (inScope[index] === true ? line.paidAmount : 0));
  // Without money to go by (a fixed award), only the lines in scope may share.
  const isWithoutMoney = weights.every((weight) => weight === 0);
  return allocateUnits(points, isWithoutMoney ? inScope.map(Number) : weights);
}
