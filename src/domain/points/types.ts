import type { Bps } from '../shared/basis-points';
import type { Fen } from '../shared/fen';
import type { Id } from '../shared/id';

/** What points can be given for (domain.md 6). Only the first two depend on an amount of money. */
export type PointsScene =
  'payment' | 'order_completed' | 'check_in' | 'review' | 'register' | 'bind_phone' | 'invite' | 'birthday' | 'manual';

/**
 * A points rule as operations staff wrote it. Empty scope lists mean "all"; a limit of null or 0 means "none", as in a
 * form left empty.
 */
export interface PointsRule {
  readonly id: Id;
  readonly scene: PointsScene;
  /** Points per yuan in basis points: 10 000 is one point a yuan. 0 for fixed rules. */
  readonly ratioBps: Bps;
  readonly fixedPoints: number;
  /** Smallest goods money that earns anything. */
  readonly minAmount: Fen | null;
  readonly minPoints: number | null;
  readonly maxPoints: number | null;
  readonly dailyLimitPerUser: number | null;
  readonly totalLimit: number | null;
  /** 0: the points never expire. */
  readonly validDays: number;
  readonly usesMemberMultiplier: boolean;
  /** Every n-th day of a check-in streak brings the bonus on top of the fixed points; 0: no such day. */
  readonly streakDays: number;
  readonly streakBonus: number;
  readonly merchantIds: readonly Id[];
  readonly productIds: readonly Id[];
  readonly startsAt: Date | null;
  /** Exclusive. */
  readonly endsAt: Date | null;
  /** Higher runs first. */
  readonly priority: number;
  /** A rule that does not stack awards alone: it is skipped after another award and ends the list after its own. */
  readonly isStackable: boolean;
}

/** What has been awarded under the limits so far; absent rules count as 0. "Today" is a day in the shop's zone. */
export interface AwardUsage {
  readonly userTodayByRule: ReadonlyMap<Id, number>;
  readonly totalByRule: ReadonlyMap<Id, number>;
}

/** Goods money of one order line, for rules that are limited to products. Freight is not part of it. */
export interface AwardLine {
  readonly productId: Id;
  readonly paidAmount: Fen;
}

export interface EvaluateAwardInput {
  readonly rules: readonly PointsRule[];
  readonly scene: PointsScene;
  /** All that was paid, freight included; 0 for scenes without money. */
  readonly paidAmount: Fen;
  readonly freightAmount: Fen;
  /** 10 000 is ×1. */
  readonly memberMultiplierBps: Bps;
  readonly merchantId?: Id | null;
  readonly lines?: readonly AwardLine[];
  /** Length of the check-in streak; left out in other scenes. */
  readonly streak?: number;
  readonly at: Date;
  readonly timeZone: string;
  readonly usage: AwardUsage;
}

export type AwardStepName =
  'base' | 'streak_bonus' | 'member_multiplier' | 'min' | 'max' | 'daily_limit' | 'total_limit';

/** One line of the reasoning kept with an award: the points after that step. */
export interface AwardStep {
  readonly step: AwardStepName;
  readonly points: number;
}

export interface Award {
  readonly ruleId: Id;
  readonly points: number;
  /** Exclusive end of validity; null: never expires. */
  readonly expiresAt: Date | null;
  readonly explanation: readonly AwardStep[];
  /** Points by line, parallel to the input's lines; empty without lines. Sums to `points`. */
  readonly pointsByLine: readonly number[];
}

/** Why a rule of the scene gave nothing. */
export type DeclineReason =
  | 'not_started'
  | 'ended'
  | 'other_merchant'
  | 'other_products'
  | 'nothing_paid'
  | 'below_min_amount'
  | 'worth_nothing'
  | 'daily_limit'
  | 'total_limit'
  | 'does_not_stack'
  | 'closed_by_other';

export interface DeclinedRule {
  readonly ruleId: Id;
  readonly reason: DeclineReason;
  /** The reasoning as far as it came; empty when the rule was not even counted out. */
  readonly explanation: readonly AwardStep[];
}

export interface AwardResult {
  readonly awards: readonly Award[];
  /** Every other rule of the scene; no rule is passed over in silence. */
  readonly declined: readonly DeclinedRule[];
  readonly total: number;
}

/** Points of one award that are still there. A lot is dead from `expiresAt` on; null: never. */
export interface PointsLot {
  readonly id: Id;
  readonly remaining: number;
  readonly expiresAt: Date | null;
}

/** Points taken from one lot by a purchase, with the expiry they had. */
export interface LotSpending {
  readonly lotId: Id;
  readonly points: number;
  readonly expiresAt: Date | null;
}

/** Points to be given back. `isExtended` tells that the old expiry was too near and has been moved. */
export interface LotReturn extends LotSpending {
  readonly isExtended: boolean;
}
