import type { Id } from '../shared/id';
import { compareIds } from '../shared/id';
import type { EvaluateAwardInput, PointsRule } from './types';

/** The rules of this scene, moment and scope, highest priority first, ties by id. Amounts are not looked at. */
export function applicableRules(input: EvaluateAwardInput): PointsRule[] {
  return input.rules
    .filter((rule) => rule.scene === input.scene && isInWindow(rule, input.at) && isInScope(rule, input))
    .sort((a, b) => b.priority - a.priority || compareIds(a.id, b.id));
}

export function isProductInScope(rule: PointsRule, productId: Id): boolean {
  return rule.productIds.length === 0 || rule.productIds.includes(productId);
}

function isInWindow(rule: PointsRule, at: Date): boolean {
  return (rule.startsAt === null || rule.startsAt <= at) && (rule.endsAt === null || at < rule.endsAt);
}

function isInScope(rule: PointsRule, { merchantId, lines = [] }: EvaluateAwardInput): boolean {
  const isMerchantInScope =
    rule.merchantIds.length === 0 || (merchantId != null && rule.merchantIds.includes(merchantId));
  const isAnyProductInScope =
    rule.productIds.length === 0 || lines.some((line) => isProductInScope(rule, line.productId));
  return isMerchantInScope && isAnyProductInScope;
}
