import { appliesAt, riskMetricOf } from './metrics';
import type { RiskAction, RiskDecision, RiskFacts, RiskHit, RiskRule } from './types';

const SEVERITY: Record<RiskAction, number> = { flag: 0, verify: 1, block: 2 };

/**
 * What is to be done about one attempt to place or pay (domain.md 5, “Risk rules”). The most severe action of all rules that were
 * hit decides; among equals the higher priority, then the older rule. Rules that ask for verification are content with one
 * that was just given; nothing talks a blocking rule round.
 */
export function evaluateRisk(rules: readonly RiskRule[], facts: RiskFacts): RiskDecision {
  const hits = rules
    .filter((rule) => !(facts.isVerified && rule.action === 'verify'))
    .flatMap((rule) => {
      const hit = hitOf(rule, facts);
      return hit ? [{ hit, priority: rule.priority }] : [];
    })
    .sort(
      (one, other) =>
        SEVERITY[other.hit.action] - SEVERITY[one.hit.action] ||
        other.priority - one.priority ||
        one.hit.ruleId - other.hit.ruleId,
    )
    .map(({ hit }) => hit);
  return { action: hits[0]?.action ?? 'allow', hits };
}

function hitOf(rule: RiskRule, facts: RiskFacts): RiskHit | null {
  if (!appliesAt(rule, facts.stage)) return null;
  if (rule.minAmount > 0 && (facts.amount === null || facts.amount < rule.minAmount)) return null;
  const excess = riskMetricOf(rule.metric)?.measure(rule, facts);
  if (!excess) return null;
  return { ruleId: rule.id, ruleName: rule.name, metric: rule.metric, action: rule.action, ...excess };
}
