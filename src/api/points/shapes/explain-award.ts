import type { Award, AwardStep, DeclinedRule, DeclineReason, EvaluateAwardInput } from '../../../domain/points/types';
import { formatYuan } from '../../../domain/shared/fen';
import type { NamedRule } from '../store/rules';

/** What the sentences need to know beside the rule. */
export interface ExplainedEvent extends Pick<EvaluateAwardInput, 'paidAmount' | 'memberMultiplierBps' | 'usage'> {
  levelName: string | null;
  /** An instant as staff read it. */
  momentText: (instant: Date) => string;
}

/** Why an award has its number of points, one sentence a step. */
export function explainAward(rule: NamedRule, award: Pick<Award, 'explanation'>, event: ExplainedEvent): string[] {
  return award.explanation.map((step) => `${stepText(rule, step, event)} → ${step.points} 积分`);
}

/** Why a rule gave nothing; the steps that led there come first. */
export function explainDecline(rule: NamedRule, declined: DeclinedRule, event: ExplainedEvent): string[] {
  return [...explainAward(rule, declined, event), declineText(rule, declined.reason, event)];
}

function stepText(rule: NamedRule, { step }: AwardStep, event: ExplainedEvent): string {
  const used = (counts: ReadonlyMap<string | number, number>): number => counts.get(rule.id) ?? 0;
  const left = (limit: number | null, count: number): number => Math.max(0, (limit ?? 0) - count);
  switch (step) {
    case 'base':
      return baseText(rule, event);
    case 'streak_bonus':
      return `连续签到满 ${rule.streakDays} 天，加 ${rule.streakBonus} 积分`;
    case 'member_multiplier':
      return `${event.levelName ?? '会员'}积分倍率 ${event.memberMultiplierBps / 10_000} 倍`;
    case 'min':
      return `单次最少 ${rule.minPoints ?? 0} 积分`;
    case 'max':
      return `单次最多 ${rule.maxPoints ?? 0} 积分`;
    case 'daily_limit': {
      const rest = left(rule.dailyLimitPerUser, used(event.usage.userTodayByRule));
      return `每人每天最多 ${rule.dailyLimitPerUser ?? 0} 积分，今天还剩 ${rest}`;
    }
    case 'total_limit':
      return `规则总量 ${rule.totalLimit ?? 0} 积分，还剩 ${left(rule.totalLimit, used(event.usage.totalByRule))}`;
  }
}

function baseText(rule: NamedRule, { paidAmount }: ExplainedEvent): string {
  const ratio = `${formatYuan(paidAmount)} 元 × 每 100 元 ${rule.ratioBps / 100} 积分`;
  const fixed = `固定 ${rule.fixedPoints} 积分`;
  if (rule.ratioBps === 0) return fixed;
  return rule.fixedPoints === 0 ? ratio : `${fixed} + ${ratio}`;
}

function declineText(rule: NamedRule, reason: DeclineReason, { momentText }: ExplainedEvent): string {
  switch (reason) {
    case 'not_started':
      return `还没有开始，${rule.startsAt ? momentText(rule.startsAt) : ''} 起生效`;
    case 'ended':
      return `已经结束，${rule.endsAt ? momentText(rule.endsAt) : ''} 起失效`;
    case 'other_merchant':
      return '只用于指定的商户';
    case 'other_products':
      return '只用于指定的商品，按这些商品的实付金额计算';
    case 'nothing_paid':
      return '没有实付商品金额，不发放';
    case 'below_min_amount':
      return `没有达到最低消费 ${rule.minAmount === null ? '' : formatYuan(rule.minAmount)} 元`;
    case 'worth_nothing':
      return '不足 1 积分，不发放';
    case 'daily_limit':
      return '今天的上限已经用完';
    case 'total_limit':
      return '规则总量已经发完';
    case 'does_not_stack':
      return '不可叠加，前面已有别的规则发放';
    case 'closed_by_other':
      return '前面的规则不可叠加，后面的规则不再计算';
  }
}
