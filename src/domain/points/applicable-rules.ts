import type { Id } from '../shared/id';
import { compareIds } from '../shared/id';
import type { DeclineReason, EvaluateAwardInput, PointsRule } from './types';

/** The rules of a scene, highest priority first, ties by id. */
export function rulesInOrder({ rules, scene }: EvaluateAwardInput): PointsRule[] {
  return rules.filter((rule) => rule.scene === scene).sort((a, b) => b.priority - a.priority || compareIds(a.id, b.id));
}

/** What keeps a rule from this event, whatever it is worth: its window or its scope; null when nothing does. */
export function whyNotApplicable(rule: PointsRule, input: EvaluateAwardInput): DeclineReason | null {
  const { at, merchantId, lines = [] } = input;
  if (rule.startsAt !== null && at < rule.startsAt) return 'not_started';
  if (rule.endsAt !== null && at >= rule.endsAt) return 'ended';
  const isMerchantInScope =
    rule.merchantIds.length === 0 || (merchantId != null && rule.merchantIds.includes(merchantId));
  if (!isMerchantInScope) return 'other_merchant';
  const isAnyProductInScope =
    rule.productIds.length === 0 || lines.some((line) => isProductInScope(rule, line.productId));
  return isAnyProductInScope ? null : 'other_products';
}

export function isProductInScope(rule: PointsRule, productId: Id): boolean {
  return rule.productIds.length === 0 || rule.productIds.includes(productId);
}
