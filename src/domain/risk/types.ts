import type { Fen } from '../shared/fen';

/** From mild to severe: only noted, stopped until the user has shown who he is, stopped. */
export type RiskAction = 'flag' | 'verify' | 'block';
export type RiskStage = 'placing' | 'paying';

/** A rule as staff wrote it. */
export interface RiskRule {
  id: number;
  name: string;
  metric: string;
  /** In the unit of the metric: times, or hours. */
  threshold: number;
  windowSeconds: number;
  /** The rule looks at orders from this amount on; an amount that is not known yet is not looked at. 0: at every order. */
  minAmount: Fen;
  stage: RiskStage | 'both';
  action: RiskAction;
  /** Of several hits of one severity the highest comes first. */
  priority: number;
}

/** What was measured of one attempt to place or pay; facts that no rule asked for have their harmless value. */
export interface RiskFacts {
  stage: RiskStage;
  /** null: not known at this stage. */
  amount: Fen | null;
  accountAgeHours: number;
  /** The user, the address or the device is on the list of staff. */
  isListed: boolean;
  /** The user has signed in or paid from this network before. */
  isKnownNetwork: boolean;
  /** There is any network he has done so from. */
  hasKnownNetworks: boolean;
  /** How often something happened in a window, this time included; by {@link countKey}. */
  counts: Readonly<Record<string, number>>;
  /** The user has shown who he is a short while ago, from here. */
  isVerified: boolean;
}

/** Rules of one metric and window share one count. */
export const countKey = (rule: Pick<RiskRule, 'metric' | 'windowSeconds'>): string =>
  `${rule.metric}:${rule.windowSeconds}`;

/** A measured value beyond what a rule lets pass, in the unit of the metric. */
export interface Excess {
  value: number;
  threshold: number;
}

export interface RiskHit extends Excess {
  ruleId: number;
  ruleName: string;
  metric: string;
  action: RiskAction;
}

export interface RiskDecision {
  action: RiskAction | 'allow';
  /** Every rule that was hit; the first one decided. */
  hits: RiskHit[];
}
