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
  const ledger = () => trx('points_records');
  const today = () => ledger().where({ user_id: who.userId }).andWhere('created_at', '>=', who.dayStartsAt);
  for (const rule of [...who.rules].sort((a, b) => Number(a.id) - Number(b.id))) {
    const ruleId = Number(rule.id);
    if (rule.dailyLimitPerUser !== null) {
      const counter = { ruleId, bucket: userBucket(who.userId, who.day), given: today };
      usage.userTodayByRule.set(rule.id, await lockCounter(trx, counter, who.at));
    }
    if (rule.totalLimit !== null) {
      usage.totalByRule.set(rule.id, await lockCounter(trx, { ruleId, bucket: TOTAL, given: ledger }, who.at));
    }
  }
  return usage;
}

/** The same counters without locks, for estimates. */
export async function readUsage(
  connection: Knex,
  who: { rules: readonly PointsRule[]; userId: number; day: string },
): Promise<LockedUsage> {
  const usage: LockedUsage = { userTodayByRule: new Map(), totalByRule: new Map() };
  const limited = who.rules
    .filter((rule) => rule.dailyLimitPerUser !== null || rule.totalLimit !== null)
    .map(({ id }) => id);
  if (limited.length === 0) return usage;
  const bucket = userBucket(who.userId, who.day);
  const rows = (await connection('points_rule_usages')
    .whereIn('rule_id', limited)
    .whereIn('bucket', [bucket, TOTAL])
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

interface Counter {
  ruleId: number;
  bucket: string;
  /** What the ledger says was given already, for a limit that is new on a running rule. */
  given: () => Knex.QueryBuilder;
}

async function lockCounter(trx: Trx, { ruleId, bucket, given }: Counter, at: Date): Promise<number> {
  const identity = { rule_id: ruleId, bucket };
  const find = () =>
    trx('points_rule_usages').where(identity).forUpdate().first<{ points: number } | undefined>('points');
  const known = await find();
  if (known) return known.points;
  const [row] = (await given().where({ rule_id: ruleId, type: 'award' }).sum('change as points')) as {
    points: unknown;
  }[];
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
