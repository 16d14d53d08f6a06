import type { PointsRule } from '../../../domain/points/types';
import { type Bps, bps, WHOLE_BPS } from '../../../domain/shared/basis-points';
import type { Id } from '../../../domain/shared/id';
import type { Trx } from '../../../platform/database/in-transaction';
import { toInteger } from '../../../platform/database/rows';
import { LIMIT_COLUMNS, limitsOf, type LimitsRow } from './rules';
import { lockTotal, type RuleUsage, userBucket } from './usage';

/** What decides an award besides the deed itself; fixed until the transaction ends. */
export interface AwardFacts {
  /** Those that are still enabled, with the limits they have now. */
  rules: PointsRule[];
  usage: RuleUsage;
  /** By how much the user's level multiplies points. */
  memberMultiplierBps: Bps;
  /** Some rule, whether it still counts or not, has given points for this deed. */
  isGiven: boolean;
}

/** Who did what, and on which day of the shop. */
export interface AwardDeed {
  rules: readonly PointsRule[];
  userId: number;
  /** Base of the awards' idempotency keys. */
  key: string;
  day: string;
  dayStartsAt: Date;
  at: Date;
}

interface FactsRow extends LimitsRow {
  multiplier: number | null;
  is_given: boolean | number;
  used_today: unknown;
}

/** The key under which an award stands in the ledger. */
export const awardKeyOf = (deedKey: string, ruleId: Id | number): string => `${deedKey}:${ruleId}`;

/**
 * Everything an award has to know, in one statement because every payment asks; call with the account locked, which keeps the user's
 * level, ledger and counters of the day as they are. The rules are locked as `lockLimits` does it, and the totals of those that have
 * a total limit are locked after them, in the order of the rules' ids.
 *
 * A rule has counters only while it has limits, so that payments do not queue for a number nobody asks for: all of them would change
 * the one row that counts a total. A counter that is missing is added up from the ledger, which is exact because nobody can set a
 * limit while an award is under way.
 */
export async function lockAwardFacts(trx: Trx, deed: AwardDeed): Promise<AwardFacts> {
  const rows = await factsOf(trx, deed);
  const usage: RuleUsage = { userTodayByRule: new Map(), totalByRule: new Map() };
  const rules: PointsRule[] = [];
  for (const row of rows) {
    const rule = deed.rules.find(({ id }) => Number(id) === row.id);
    const { isEnabled, ...limits } = limitsOf(row);
    if (!rule || !isEnabled) continue;
    rules.push({ ...rule, ...limits });
    if (limits.dailyLimitPerUser !== null) usage.userTodayByRule.set(rule.id, toInteger(row.used_today));
    if (limits.totalLimit !== null) usage.totalByRule.set(rule.id, await lockTotal(trx, row.id, deed.at));
  }
  const multiplier = rows[0]?.multiplier;
  return {
    rules,
    usage,
    memberMultiplierBps: multiplier ? bps(multiplier) : WHOLE_BPS,
    isGiven: Boolean(rows[0]?.is_given),
  };
}

/** Of a rule `r`, in one read. What was taken back of an award counts on the day it was given. */
const FACTS = `
  (select l.points_multiplier_bps from up_users u join member_levels l on l.id = u.level_id where u.id = :userId) as multiplier,
  exists (select 1 from points_rules g join points_records e on e.idempotency_key = cast(:keyStart as text) || g.id) as is_given,
  case when r.daily_limit_per_user > 0 then coalesce(
    (select points from points_rule_usages where rule_id = r.id and bucket = :bucket),
    (select coalesce(sum(change), 0) from points_records
      where rule_id = r.id and user_id = :userId and type = 'award' and created_at >= :dayStartsAt)
    + (select coalesce(sum(t.change), 0) from points_records t join points_records a on a.id = t.reverses_id
      where t.rule_id = r.id and t.user_id = :userId and t.type = 'clawback' and t.created_at >= :dayStartsAt
        and a.created_at >= :dayStartsAt)
  ) end as used_today`;

async function factsOf(trx: Trx, { rules, userId, key, day, dayStartsAt }: AwardDeed): Promise<FactsRow[]> {
  const ids = rules.map(({ id }) => Number(id));
  const bindings = { userId, keyStart: awardKeyOf(key, ''), bucket: userBucket(userId, day), dayStartsAt };
  const facts: unknown = await trx('points_rules as r')
    .whereIn('r.id', ids)
    .orderBy('r.id')
    .forKeyShare()
    .select(LIMIT_COLUMNS.map((column) => `r.${column}`))
    .select(trx.raw(FACTS, bindings));
  return facts as FactsRow[];
}
