import type { PointsRule } from '../../../domain/points/types';
import type { Id } from '../../../domain/shared/id';
import type { Knex } from 'knex';
import type { Trx } from '../../../platform/database/in-transaction';
import { newRow, toInteger } from '../../../platform/database/rows';

const TOTAL = 'total';

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

const userBucket = (userId: number, day: string): string => `user:${userId}:${day}`;

/** Locks the counters of all limited rules, in the order of their ids; rules without limits have none. */
export async function lockUsage(trx: Trx, who: UsageOwner & { at: Date }): Promise<LockedUsage> {
  const usage: LockedUsage = { userTodayByRule: new Map(), totalByRule: new Map() };
  for (const rule of [...who.rules].sort((a, b) => Number(a.id) - Number(b.id))) {
    const ruleId = Number(rule.id);
    if (rule.dailyLimitPerUser !== null) usage.userTodayByRule.set(rule.id, await lockUserDay(trx, ruleId, who));
    if (rule.totalLimit !== null) usage.totalByRule.set(rule.id, await lockTotal(trx, ruleId, who.at));
  }
  return usage;
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
    .select('rule_id', 'bucket', 'points')) as { rule_id: number; bucket: string; points: number }[];
  for (const row of rows)
    (row.bucket === TOTAL ? usage.totalByRule : usage.userTodayByRule).set(row.rule_id, row.points);
  return usage;
}

/** Adds awarded points to the counters of a rule that has limits. */
export async function countUsage(
  trx: Trx,
  award: { rule: PointsRule; userId: number; day: string; points: number },
): Promise<void> {
  const { rule } = award;
  const buckets = [
    ...(rule.dailyLimitPerUser === null ? [] : [userBucket(award.userId, award.day)]),
    ...(rule.totalLimit === null ? [] : [TOTAL]),
  ];
  if (buckets.length === 0) return;
  await trx('points_rule_usages')
    .where({ rule_id: rule.id })
    .whereIn('bucket', buckets)
    .update({ points: trx.raw('points + ?', [award.points]) });
}

/** What the ledger says a rule has given already, for a limit that is new on a running rule. */
const givenBy = (trx: Trx, ruleId: number): Knex.QueryBuilder =>
  trx('points_records').where({ rule_id: ruleId, type: 'award' });

/**
 * The counter of one user's day, locked. Nearly always it is the user's first award of the day, so one statement makes the counter
 * or finds it; adding up one user's day costs little even when it was not needed.
 */
async function lockUserDay(trx: Trx, ruleId: number, who: UsageOwner & { at: Date }): Promise<number> {
  const given = givenBy(trx, ruleId)
    .where({ user_id: who.userId })
    .andWhere('created_at', '>=', who.dayStartsAt)
    .select(trx.raw('coalesce(sum(change), 0)'));
  const [row] = (await trx('points_rule_usages')
    .insert({ ...newRow(who.at), rule_id: ruleId, bucket: userBucket(who.userId, who.day), points: given })
    .onConflict(['rule_id', 'bucket'])
    .merge(['updated_at'])
    .returning('points')) as { points: number }[];
  if (!row) throw new Error(`the counter of points rule ${ruleId} was not written`);
  return row.points;
}

/** The counter of everything a rule has given, locked. The whole ledger is added up once, when there is no counter yet. */
async function lockTotal(trx: Trx, ruleId: number, at: Date): Promise<number> {
  const identity = { rule_id: ruleId, bucket: TOTAL };
  const find = () =>
    trx('points_rule_usages').where(identity).forUpdate().first<{ points: number } | undefined>('points');
  const known = await find();
  if (known) return known.points;
  const [row] = (await givenBy(trx, ruleId).sum('change as points')) as { points: unknown }[];
  const created = (await trx('points_rule_usages')
    .insert({ ...newRow(at), ...identity, points: toInteger(row?.points) })
    .onConflict(['rule_id', 'bucket'])
    .ignore()
    .returning('points')) as { points: number }[];
  // Nothing comes back when somebody else has made the counter in between; then it is there to be locked.
  return created[0]?.points ?? (await find())?.points ?? 0;
}

/** Drops a rule's counters when its limits may have changed; the next award counts the ledger afresh. */
export async function forgetUsage(trx: Trx, ruleId: number): Promise<void> {
  await trx('points_rule_usages').where({ rule_id: ruleId }).delete();
}
