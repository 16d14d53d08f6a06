import { countKey, type Excess, type RiskFacts, type RiskRule, type RiskStage } from './types';

/** What has to be looked up before the metric can be measured; counters of payments are told apart by whom they follow. */
export type RiskNeed =
  'amount' | 'accountAge' | 'list' | 'network' | 'failedPayments' | 'userCounter' | 'ipCounter' | 'deviceCounter';

/** One way to measure risk: a new one is one more value here, and an entry of the rule's `metric`. */
export interface RiskMetric {
  code: string;
  stages: readonly RiskStage[];
  needs: readonly RiskNeed[];
  /** @returns null when the rule lets this pass */
  measure(rule: RiskRule, facts: RiskFacts): Excess | null;
}

const BOTH: readonly RiskStage[] = ['placing', 'paying'];

const exceeds = (value: number, threshold: number): Excess | null => (value > threshold ? { value, threshold } : null);
const holds = (isTrue: boolean): Excess | null => (isTrue ? { value: 1, threshold: 0 } : null);

/** An unknown count lets pass: a caller who names no device is not a device. */
const countedAbove = (rule: RiskRule, facts: RiskFacts): Excess | null =>
  exceeds(facts.counts[countKey(rule)] ?? 0, rule.threshold);

/** A payment is counted where it is asked for, so placing alone never uses up anything. */
const paymentsPer = (whom: 'user' | 'ip' | 'device'): RiskMetric => ({
  code: `payments_per_${whom}`,
  stages: ['paying'],
  needs: [`${whom}Counter`],
  measure: countedAbove,
});

const metrics: readonly RiskMetric[] = [
  paymentsPer('user'),
  paymentsPer('ip'),
  paymentsPer('device'),
  {
    code: 'order_amount',
    stages: ['paying'],
    needs: ['amount'],
    measure: ({ minAmount }, { amount }) =>
      amount !== null && minAmount > 0 && amount >= minAmount ? { value: amount, threshold: minAmount } : null,
  },
  {
    code: 'account_age',
    stages: BOTH,
    needs: ['accountAge'],
    measure: ({ threshold }, { accountAgeHours }) =>
      accountAgeHours < threshold ? { value: Math.floor(accountAgeHours), threshold } : null,
  },
  { code: 'blocked_list', stages: BOTH, needs: ['list'], measure: (_rule, { isListed }) => holds(isListed) },
  {
    code: 'unfamiliar_ip',
    stages: BOTH,
    needs: ['network'],
    measure: (_rule, { isKnownNetwork, hasKnownNetworks }) => holds(hasKnownNetworks && !isKnownNetwork),
  },
  { code: 'failed_payments', stages: BOTH, needs: ['failedPayments'], measure: countedAbove },
];

const byCode = new Map(metrics.map((metric) => [metric.code, metric]));

/** The metric of a rule, or undefined for one that a later version or a removed extension knew. */
export const riskMetricOf = (code: string): RiskMetric | undefined => byCode.get(code);

/** Whether a rule has anything to say at this stage: the amount of an order is known when it is paid. */
export function appliesAt(rule: RiskRule, stage: RiskStage): boolean {
  const metric = riskMetricOf(rule.metric);
  if (!metric?.stages.includes(stage)) return false;
  if (rule.stage !== 'both' && rule.stage !== stage) return false;
  return rule.minAmount === 0 || stage === 'paying';
}

/** Everything that has to be looked up for these rules. */
export function needsOf(rules: readonly RiskRule[]): Set<RiskNeed> {
  const needs = rules.flatMap((rule) => riskMetricOf(rule.metric)?.needs ?? []);
  return new Set([...needs, ...(rules.some(({ minAmount }) => minAmount > 0) ? (['amount'] as const) : [])]);
}
