import type { PointsRule } from '../../../domain/points/types';
import type { Id } from '../../../domain/shared/id';
import type { Knex } from 'knex';
import type { Trx } from '../../../platform/database/in-transaction';
import { newRow, toInteger } from '../../../platform/database/rows';
import type { RuleLimits } from './rules';

const TOTAL = 'total';
const USER_PREFIX = 'user:';

/** How much of their limits rules have used. */
export interface RuleUsage {
  userTodayByRule: Map<Id, number>;
  totalByRule: Map<Id, number>;
}

/** Names the counter of a user's day of the shop. */
export const userBucket = (userId: number, day: string): string => `${USER_PREFIX}${userId}:${day}`;

/**
 * The counters without locks, for estimates.
 * @param who.userId null: somebody who has had nothing today
 */
export async function readUsage(
  connection: Knex,
  who: { rules: readonly PointsRule[]; userId: number | null; day: string },
): Promise<RuleUsage> {
  const usage: RuleUsage = { userTodayByRule: new Map(), totalByRule: new Map() };
  const limited = who.rules
    .filter((rule) => rule.dailyLimitPerUser !== null || rule.totalLimit !== null)
    .map(({ id }) => id);
  if (limited.length === 0) return usage;
  const buckets = who.userId === null ? [TOTAL] : [userBucket(who.userId, who.day), TOTAL];
  const rows = (await connection('points_rule_usages')
    .whereIn('rule_id', limited)
    .whereIn('bucket', buckets)
    .select('rule_id', 'bucket', 'points')) as { rule_id: number; bucket: string; points: unknown }[];
  for (const row of rows)
    (row.bucket === TOTAL ? usage.totalByRule : usage.userTodayByRule).set(row.rule_id, toInteger(row.points));
  return usage;
}

/** Points of one rule that were given to a user on a day of the shop, or are taken back. */
export interface CountedPoints {
  ruleId: number;
  limits: Pick<RuleLimits, 'dailyLimitPerUser' | 'totalLimit'>;
  userId: number;
  /** On which the points were given. */
  day: string;
  points: number;
}

/**
 * Counts an award. The user's day needs no lock of its own, since the account is locked; the total must have been locked.
 * @param award.usedToday what the rule had given the user before, to begin a counter with
 */
export async function countAward(
  trx: Trx,
  { usedToday, at, ...award }: CountedPoints & { usedToday: number; at: Date },
): Promise<void> {
  const { ruleId, limits, userId, day, points } = award;
  if (limits.dailyLimitPerUser !== null)
    await trx('points_rule_usages')
      .insert({ ...newRow(at), rule_id: ruleId, bucket: userBucket(userId, day), points: usedToday + points })
      .onConflict(['rule_id', 'bucket'])
      .merge({ points: trx.raw('points_rule_usages.points + ?', [points]), updated_at: at });
  if (limits.totalLimit !== null) await countersOf(trx, ruleId, [TOTAL]).update(plus(trx, points));
}

/** Takes points back from the counters that there are; the others are added up from the ledger when they are needed. */
export async function uncountAward(trx: Trx, { ruleId, limits, userId, day, points }: CountedPoints): Promise<void> {
  const buckets = [
    ...(limits.dailyLimitPerUser === null ? [] : [userBucket(userId, day)]),
    ...(limits.totalLimit === null ? [] : [TOTAL]),
  ];
  if (buckets.length > 0) await countersOf(trx, ruleId, buckets).update(plus(trx, -points));
}

const countersOf = (trx: Trx, ruleId: number, buckets: readonly string[]) =>
  trx('points_rule_usages').where({ rule_id: ruleId }).whereIn('bucket', buckets);

const plus = (trx: Trx, points: number) => ({ points: trx.raw('points + ?', [points]) });

/** The counter of everything a rule has given and not taken back, locked. The ledger is added up once, when there is no counter. */
export async function lockTotal(trx: Trx, ruleId: number, at: Date): Promise<number> {
  const identity = { rule_id: ruleId, bucket: TOTAL };
  const find = () =>
    trx('points_rule_usages').where(identity).forUpdate().first<{ points: unknown } | undefined>('points');
  const known = await find();
  if (known) return toInteger(known.points);
  const [row] = (await trx('points_records')
    .where({ rule_id: ruleId })
    .whereIn('type', ['award', 'clawback'])
    .sum('change as points')) as { points: unknown }[];
  const created = (await trx('points_rule_usages')
    .insert({ ...newRow(at), ...identity, points: toInteger(row?.points) })
    .onConflict(['rule_id', 'bucket'])
    .ignore()
    .returning('points')) as { points: unknown }[];
  // Nothing comes back when somebody else has made the counter in between; then it is there to be locked.
  return toInteger(created[0]?.points ?? (await find())?.points);
}

/** Drops the counters of limits that a rule does not have any more; the rule is locked for change. */
export async function dropUsage(trx: Trx, ruleId: number, kept: { daily: boolean; total: boolean }): Promise<void> {
  const counters = trx('points_rule_usages').where({ rule_id: ruleId });
  if (!kept.daily) await counters.clone().where('bucket', 'like', `${USER_PREFIX}%`).delete();
  if (!kept.total) await counters.clone().where({ bucket: TOTAL }).delete();
}
