import { allocateUnits } from '../shared/allocate-units';
import type { Bps } from '../shared/basis-points';
import { WHOLE_BPS } from '../shared/basis-points';
import type { Fen } from '../shared/fen';
import { maxFen, subtractFen, sumFen, ZERO_FEN } from '../shared/fen';
import { isProductInScope, rulesInOrder, whyNotApplicable } from './applicable-rules';
import { lotExpiry } from './lot-expiry';
import type {
  Award,
  AwardResult,
  AwardStep,
  AwardStepName,
  DeclinedRule,
  DeclineReason,
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
 * Rules run by priority; one that does not stack awards alone. Rules that give nothing say why.
 */
export function evaluateAward(input: EvaluateAwardInput): AwardResult {
  const awards: Award[] = [];
  const declined: DeclinedRule[] = [];
  let isClosed = false;
  for (const rule of rulesInOrder(input)) {
    const reason = whyNotApplicable(rule, input) ?? whyNotStacking(rule, { isClosed, hasAwards: awards.length > 0 });
    const verdict = reason === null ? judge(rule, input) : decline(rule, reason);
    if ('reason' in verdict) declined.push(verdict);
    else {
      awards.push(verdict);
      isClosed = !rule.isStackable;
    }
  }
  return { awards, declined, total: awards.reduce((sum, award) => sum + award.points, 0) };
}

/** Points by line over all awards, parallel to the lines that were evaluated. */
export function pointsPerLine(result: AwardResult, lineCount: number): number[] {
  return Array.from({ length: lineCount }, (_, index) =>
    result.awards.reduce((sum, award) => sum + (award.pointsByLine[index] ?? 0), 0),
  );
}

function whyNotStacking(rule: PointsRule, before: { isClosed: boolean; hasAwards: boolean }): DeclineReason | null {
  if (before.isClosed) return 'closed_by_other';
  return !rule.isStackable && before.hasAwards ? 'does_not_stack' : null;
}

function judge(rule: PointsRule, input: EvaluateAwardInput): Award | DeclinedRule {
  const amount = amountUnder(rule, input);
  if (MONEY_SCENES.has(rule.scene) && amount === 0) return decline(rule, 'nothing_paid');
  if (rule.minAmount !== null && amount < rule.minAmount) return decline(rule, 'below_min_amount');
  const explanation = explain(rule, amount, input);
  const last = explanation.at(-1);
  if (last === undefined || last.points <= 0) return decline(rule, whyNothing(last), explanation);
  return {
    ruleId: rule.id,
    points: last.points,
    expiresAt: lotExpiry(input.at, rule.validDays, input.timeZone),
    explanation,
    pointsByLine: shareByLine(rule, last.points, input),
  };
}

const decline = (rule: PointsRule, reason: DeclineReason, explanation: readonly AwardStep[] = []): DeclinedRule => ({
  ruleId: rule.id,
  reason,
  explanation,
});

const whyNothing = (last: AwardStep | undefined): DeclineReason =>
  last?.step === 'daily_limit' || last?.step === 'total_limit' ? last.step : 'worth_nothing';

function amountUnder(rule: PointsRule, { paidAmount, freightAmount, lines = [] }: EvaluateAwardInput): Fen {
  if (rule.productIds.length === 0) return maxFen(ZERO_FEN, subtractFen(paidAmount, freightAmount));
  return sumFen(lines.filter((line) => isProductInScope(rule, line.productId)).map((line) => line.paidAmount));
}

function explain(rule: PointsRule, amount: Fen, input: EvaluateAwardInput): AwardStep[] {
  const { memberMultiplierBps, usage } = input;
  const worth = (extra: number, multiplier: Bps): number => pointsFor(rule, { amount, extra, multiplier });
  const steps: AwardStep[] = [{ step: 'base', points: worth(0, WHOLE_BPS) }];
  let points = steps[0]?.points ?? 0;
  const moveTo = (step: AwardStepName, next: number): void => {
    if (next === points) return;
    points = next;
    steps.push({ step, points });
  };
  const bonus = streakBonusOf(rule, input);
  moveTo('streak_bonus', worth(bonus, WHOLE_BPS));
  // The multiplier works on the exact product, not on the rounded base: one rounding, at the end.
  if (rule.usesMemberMultiplier) moveTo('member_multiplier', worth(bonus, memberMultiplierBps));
  moveTo('min', Math.max(points, rule.minPoints ?? 0));
  moveTo('max', Math.min(points, leftOf(rule.maxPoints)));
  moveTo('daily_limit', Math.min(points, leftOf(rule.dailyLimitPerUser, usage.userTodayByRule.get(rule.id))));
  moveTo('total_limit', Math.min(points, leftOf(rule.totalLimit, usage.totalByRule.get(rule.id))));
  return steps;
}

function streakBonusOf(rule: PointsRule, { streak = 0 }: EvaluateAwardInput): number {
  return streak > 0 && rule.streakDays > 0 && streak % rule.streakDays === 0 ? rule.streakBonus : 0;
}

/** @param worth.extra points on top of the rule's fixed ones */
function pointsFor(rule: PointsRule, worth: { amount: Fen; extra: number; multiplier: Bps }): number {
  const scale = FEN_PER_YUAN * BPS;
  const unscaled = BigInt(rule.fixedPoints + worth.extra) * scale + BigInt(worth.amount) * BigInt(rule.ratioBps);
  return Number((unscaled * BigInt(worth.multiplier)) / (scale * BPS));
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
