import type { PointsRule } from '../../../domain/points/types';
import type { Id } from '../../../domain/shared/id';
import type { Knex } from 'knex';
import type { Trx } from '../../../platform/database/in-transaction';
import { newRow, toInteger } from '../../../platform/database/rows';
import { lockLimits, type RuleLimits } from './rules';

const TOTAL = 'total';
const USER_PREFIX = 'user:';

/** How much of their limits the rules have used, locked until the transaction ends so that limits hold exactly. */
export interface LockedUsage {
  userTodayByRule: Map<Id, number>;
  totalByRule: Map<Id, number>;
}

/** Whose usage of which rules, on which day of the shop. */
export interface UsageOwner {
  rules: readonly PointsRule[];
  userId: number;
  day: string;
  dayStartsAt: Date;
}

const userBucket = (userId: number, day: string): string => `${USER_PREFIX}${userId}:${day}`;

/**
 * The rules with the limits they have now, and what is used of these; call with the account locked. Rules that have been switched
 * off are left out.
 *
 * A rule has counters only while it has limits, so that payments do not queue for a number nobody asks for: all of them would change
 * the one row that counts a total. A counter that is missing is added up from the ledger, which is exact because nobody can set a
 * limit while an award is under way (see `lockLimits`). Counters are locked in the order of the rules' ids.
 */
export async function lockUsage(
  trx: Trx,
  who: UsageOwner & { at: Date },
): Promise<{ rules: PointsRule[]; usage: LockedUsage }> {
  const limits = await lockLimits(
    trx,
    who.rules.map(({ id }) => Number(id)),
  );
  const rules = who.rules.flatMap((rule) => {
    const { isEnabled, ...now } = limits.get(Number(rule.id)) ?? { isEnabled: false };
    return isEnabled ? [{ ...rule, ...now }] : [];
  });
  const usage: LockedUsage = { userTodayByRule: new Map(), totalByRule: new Map() };
  for (const rule of [...rules].sort((a, b) => Number(a.id) - Number(b.id))) {
    const ruleId = Number(rule.id);
    if (rule.dailyLimitPerUser !== null) usage.userTodayByRule.set(rule.id, await lockUserDay(trx, ruleId, who));
    if (rule.totalLimit !== null) usage.totalByRule.set(rule.id, await lockTotal(trx, ruleId, who.at));
  }
  return { rules, usage };
}

/**
 * The same counters without locks, for estimates.
 * @param who.userId null: somebody who has had nothing today
 */
export async function readUsage(
  connection: Knex,
  who: { rules: readonly PointsRule[]; userId: number | null; day: string },
): Promise<LockedUsage> {
  const usage: LockedUsage = { userTodayByRule: new Map(), totalByRule: new Map() };
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

/** Points of one rule that were given to a user on a day of the shop, or taken back again: then they are negative. */
export interface CountedPoints {
  ruleId: number;
  limits: Pick<RuleLimits, 'dailyLimitPerUser' | 'totalLimit'>;
  userId: number;
  /** On which the points were given. */
  day: string;
  points: number;
}

/**
 * Adds points to the counters of a rule that has limits. The user's day needs no lock of its own, since the account is locked; the
 * total must have been locked.
 */
export async function countUsage(trx: Trx, { ruleId, limits, userId, day, points }: CountedPoints): Promise<void> {
  const buckets = [
    ...(limits.dailyLimitPerUser === null ? [] : [userBucket(userId, day)]),
    ...(limits.totalLimit === null ? [] : [TOTAL]),
  ];
  if (buckets.length === 0) return;
  await trx('points_rule_usages')
    .where({ rule_id: ruleId })
    .whereIn('bucket', buckets)
    .update({ points: trx.raw('points + ?', [points]) });
}

/**
 * The counter of one user's day, locked. Nearly always it is the user's first award of the day, so one statement makes the counter
 * or finds it; adding up one user's day costs little even when it was not needed. What was taken back counts on the day it was given.
 */
async function lockUserDay(trx: Trx, ruleId: number, who: UsageOwner & { at: Date }): Promise<number> {
  const ofDay = (type: 'award' | 'clawback') =>
    trx('points_records')
      .where({ rule_id: ruleId, type, user_id: who.userId })
      .andWhere('created_at', '>=', who.dayStartsAt);
  const given = ofDay('award').select(trx.raw('coalesce(sum(change), 0)'));
  const takenBack = ofDay('clawback')
    .whereIn('reverses_id', ofDay('award').select('id'))
    .select(trx.raw('coalesce(sum(change), 0)'));
  const [row] = (await trx('points_rule_usages')
    .insert({
      ...newRow(who.at),
      rule_id: ruleId,
      bucket: userBucket(who.userId, who.day),
      points: trx.raw('? + ?', [given, takenBack]),
    })
    .onConflict(['rule_id', 'bucket'])
    .merge(['updated_at'])
    .returning('points')) as { points: unknown }[];
  if (!row) throw new Error(`the counter of points rule ${ruleId} was not written`);
  return toInteger(row.points);
}

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
