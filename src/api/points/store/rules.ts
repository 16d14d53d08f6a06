import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { bps } from '../../../domain/shared/basis-points';
import { fen } from '../../../domain/shared/fen';
import type { PointsRule, PointsScene } from '../../../domain/points/types';
import type { Trx } from '../../../platform/database/in-transaction';
import { type StoredInstant, toDateOrNull } from '../../../platform/database/rows';

interface RuleRow {
  id: number;
  document_id: string;
  name: string;
  scene: PointsScene;
  points_per_hundred_yuan: number;
  fixed_points: number;
  min_amount: number | null;
  min_points: number;
  max_points: number;
  daily_limit_per_user: number;
  total_limit: number;
  valid_days: number;
  uses_member_multiplier: boolean | number;
  streak_days: number | null;
  streak_bonus: number;
  starts_at: StoredInstant;
  ends_at: StoredInstant;
  priority: number;
  stackable: boolean | number;
  enabled: boolean | number | null;
}

/** A rule as staff know it. */
export interface NamedRule extends PointsRule {
  documentId: string;
  name: string;
  isEnabled: boolean;
}

/** More than this no award gives, so that a slip in a rule cannot overflow a balance and hold up the payment that earns it. */
const MOST_POINTS_AN_AWARD = 1_000_000;

const FRESH_MS = 3_000;
type KnownRules = Map<PointsScene, { rules: PointsRule[]; readAt: number }>;
const cache = new WeakMap<Core.Strapi, KnownRules>();

/**
 * The enabled rules of a scene. Rules change a few times a month and are read at every payment, so they are kept for three
 * seconds; a write in this process drops them when it is committed. Whoever gives points asks the row for its limits as well, because no
 * limit may be three seconds late.
 */
export async function loadRules(strapi: Core.Strapi, trx: Knex, scene: PointsScene): Promise<PointsRule[]> {
  const kept = cacheOf(strapi);
  const known = kept.get(scene);
  if (known && Date.now() - known.readAt < FRESH_MS) return known.rules;
  const rules = await readRules(trx, { scene, enabled: true });
  // Into the map of before the reading: when a write has replaced it meanwhile, what was read may be old and is not kept.
  kept.set(scene, { rules, readAt: Date.now() });
  return rules;
}

export type LimitsRow = Pick<RuleRow, 'id' | 'daily_limit_per_user' | 'total_limit' | 'enabled'>;

/** What `limitsOf` needs to see of a rule. */
export const LIMIT_COLUMNS = ['id', 'daily_limit_per_user', 'total_limit', 'enabled'] as const;

export type RuleLimits = Pick<PointsRule, 'dailyLimitPerUser' | 'totalLimit'> & { isEnabled: boolean };

/**
 * The limits of rules as they are now, fixed until the transaction ends. The lock is the one that the ledger entry's foreign key
 * takes on its rule anyway, and awards do not wait for each other on it: payments stay parallel as long as a rule has no total
 * limit. Only `lockRulesForChange` waits for them and makes them wait, so whoever changes a limit sees every award before it in the
 * ledger, and every award after it sees the new limit.
 */
export async function lockLimits(trx: Trx, ruleIds: readonly number[]): Promise<Map<number, RuleLimits>> {
  const rows = (await trx('points_rules')
    .whereIn('id', ruleIds)
    .orderBy('id')
    .forKeyShare()
    .select(LIMIT_COLUMNS)) as LimitsRow[];
  return new Map(rows.map((row) => [row.id, limitsOf(row)]));
}

export const limitsOf = (row: LimitsRow): RuleLimits => ({
  dailyLimitPerUser: limitOf(row.daily_limit_per_user),
  totalLimit: limitOf(row.total_limit),
  isEnabled: Boolean(row.enabled),
});

/** Keeps awards from starting with these rules until the transaction ends, and waits for those that have. @returns total limits */
export async function lockRulesForChange(trx: Trx, ruleIds: readonly number[]): Promise<Map<number, number | null>> {
  const rows = (await trx('points_rules')
    .whereIn('id', ruleIds)
    .orderBy('id')
    .forUpdate()
    .select('id', 'total_limit')) as LimitsRow[];
  return new Map(rows.map((row) => [row.id, limitOf(row.total_limit)]));
}

/** Rules as they are now, straight from the database. */
export async function readRules(db: Knex, where: { scene: PointsScene; enabled?: boolean }): Promise<NamedRule[]> {
  const rows = (await db('points_rules').where(where).orderBy('id')) as RuleRow[];
  const ids = rows.map(({ id }) => id);
  const merchants = await linked(db, { table: 'points_rules_merchants_lnk', column: 'merchant_id', ids });
  const products = await linked(db, { table: 'points_rules_products_lnk', column: 'product_id', ids });
  return rows.map((row) => toRule(row, merchants.get(row.id) ?? [], products.get(row.id) ?? []));
}

/** Forgets what was read; called after every write to a rule has been committed. */
export function forgetRules(strapi: Core.Strapi): void {
  cache.delete(strapi);
}

function cacheOf(strapi: Core.Strapi): KnownRules {
  const known = cache.get(strapi);
  if (known) return known;
  const created: KnownRules = new Map();
  cache.set(strapi, created);
  return created;
}

async function linked(
  trx: Knex,
  link: { table: string; column: string; ids: number[] },
): Promise<Map<number, number[]>> {
  const found = new Map<number, number[]>();
  if (link.ids.length === 0) return found;
  const rows = (await trx(link.table)
    .whereIn('points_rule_id', link.ids)
    .select('points_rule_id', `${link.column} as target`)) as {
    points_rule_id: number;
    target: number;
  }[];
  for (const row of rows) found.set(row.points_rule_id, [...(found.get(row.points_rule_id) ?? []), row.target]);
  return found;
}

/** In the panel an empty limit is 0, in the rules it is null. */
const limitOf = (value: number | null): number | null => (value === null || value === 0 ? null : value);

function toRule(row: RuleRow, merchantIds: number[], productIds: number[]): NamedRule {
  return {
    id: row.id,
    documentId: row.document_id,
    name: row.name,
    isEnabled: Boolean(row.enabled),
    scene: row.scene,
    ratioBps: bps(row.points_per_hundred_yuan * 100),
    fixedPoints: row.fixed_points,
    minAmount: row.min_amount ? fen(row.min_amount) : null,
    minPoints: limitOf(row.min_points),
    maxPoints: Math.min(limitOf(row.max_points) ?? MOST_POINTS_AN_AWARD, MOST_POINTS_AN_AWARD),
    dailyLimitPerUser: limitOf(row.daily_limit_per_user),
    totalLimit: limitOf(row.total_limit),
    validDays: row.valid_days,
    usesMemberMultiplier: Boolean(row.uses_member_multiplier),
    streakDays: row.streak_days ?? 0,
    streakBonus: row.streak_bonus,
    merchantIds,
    productIds,
    startsAt: toDateOrNull(row.starts_at),
    endsAt: toDateOrNull(row.ends_at),
    priority: row.priority,
    isStackable: Boolean(row.stackable),
  };
}
