import type { Core } from '@strapi/strapi';
import { fen } from '../../../domain/shared/fen';
import type { RiskAction, RiskRule } from '../../../domain/risk/types';
import { environmentOf } from '../../../platform/container';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.risk-rules': RiskRules;
  }
}

export interface RiskRules {
  /** The rules in force, as the environment changes them; none when RISK_ENABLED is false. */
  read(): Promise<RiskRule[]>;
  /** Drops what was read; called after every write. */
  forget(): void;
}

interface RuleRow {
  id: number;
  name: string;
  metric: string;
  threshold: number;
  window_seconds: number;
  min_amount: number;
  stage: RiskRule['stage'];
  action: RiskAction;
  priority: number;
}

const FRESH_MS = 3_000;

/** Rules are asked for at every order and change rarely, so they are kept for three seconds. */
export default ({ strapi }: { strapi: Core.Strapi }): RiskRules => {
  let known: { rules: RiskRule[]; readAt: number } | null = null;
  const load = async (): Promise<RiskRule[]> => {
    if (known && Date.now() - known.readAt < FRESH_MS) return known.rules;
    const rows = (await strapi.db.connection('risk_rules').where({ enabled: true }).orderBy('id')) as RuleRow[];
    known = { rules: rows.map(toRule), readAt: Date.now() };
    return known.rules;
  };
  return {
    read: async () => {
      const { RISK_ENABLED, RISK_PAYMENTS_PER_MINUTE } = environmentOf(strapi);
      if (!RISK_ENABLED) return [];
      const rules = await load();
      if (RISK_PAYMENTS_PER_MINUTE === undefined) return rules;
      return rules.map((rule) => withPaymentLimit(rule, RISK_PAYMENTS_PER_MINUTE));
    },
    forget: () => {
      known = null;
    },
  };
};

const toRule = (row: RuleRow): RiskRule => ({
  id: row.id,
  name: row.name,
  metric: row.metric,
  threshold: row.threshold,
  windowSeconds: row.window_seconds,
  minAmount: fen(row.min_amount),
  stage: row.stage,
  action: row.action,
  priority: row.priority,
});

/** The environment raises or lowers how often a user may pay, in the same measure for windows of any length. */
function withPaymentLimit(rule: RiskRule, perMinute: number): RiskRule {
  if (rule.metric !== 'payments_per_user') return rule;
  return { ...rule, threshold: Math.ceil((perMinute * rule.windowSeconds) / 60) };
}
