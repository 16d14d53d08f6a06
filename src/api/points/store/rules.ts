import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { bps } from '../../../domain/shared/basis-points';
import { fen } from '../../../domain/shared/fen';
import type { PointsRule, PointsScene } from '../../../domain/points/types';
import { type StoredInstant, toDateOrNull } from '../../../platform/database/rows';

interface RuleRow {
  id: number;
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
}

/** A rule with the check-in extras that the general award rules know nothing of. */
export interface StoredRule extends PointsRule {
  streakDays: number;
  streakBonus: number;
}

const FRESH_MS = 3_000;
const cache = new WeakMap<Core.Strapi, Map<PointsScene, { rules: StoredRule[]; readAt: number }>>();

/**
 * The enabled rules of a scene. Rules change a few times a month and are read at every payment, so they are kept for three
 * seconds; a write in this process drops them at once.
 */
export async function loadRules(strapi: Core.Strapi, trx: Knex, scene: PointsScene): Promise<StoredRule[]> {
  const known = cacheOf(strapi).get(scene);
  if (known && Date.now() - known.readAt < FRESH_MS) return known.rules;
  const rows = (await trx('points_rules').where({ scene, enabled: true }).orderBy('id')) as RuleRow[];
  const ids = rows.map(({ id }) => id);
  const merchants = await linked(trx, { table: 'points_rules_merchants_lnk', column: 'merchant_id', ids });
  const products = await linked(trx, { table: 'points_rules_products_lnk', column: 'product_id', ids });
  const rules = rows.map((row) => toRule(row, merchants.get(row.id) ?? [], products.get(row.id) ?? []));
  cacheOf(strapi).set(scene, { rules, readAt: Date.now() });
  return rules;
}

/** Forgets what was read; called after every write to a rule. */
export const forgetRules = (strapi: Core.Strapi): void => cacheOf(strapi).clear();

function cacheOf(strapi: Core.Strapi): Map<PointsScene, { rules: StoredRule[]; readAt: number }> {
  const known = cache.get(strapi);
  if (known) return known;
  const created = new Map<PointsScene, { rules: StoredRule[]; readAt: number }>();
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

function toRule(row: RuleRow, merchantIds: number[], productIds: number[]): StoredRule {
  return {
    id: row.id,
    scene: row.scene,
    ratioBps: bps(row.points_per_hundred_yuan * 100),
    fixedPoints: row.fixed_points,
    minAmount: row.min_amount ? fen(row.min_amount) : null,
    minPoints: limitOf(row.min_points),
    maxPoints: limitOf(row.max_points),
    dailyLimitPerUser: limitOf(row.daily_limit_per_user),
    totalLimit: limitOf(row.total_limit),
    validDays: row.valid_days,
    usesMemberMultiplier: Boolean(row.uses_member_multiplier),
    merchantIds,
    productIds,
    startsAt: toDateOrNull(row.starts_at),
    endsAt: toDateOrNull(row.ends_at),
    priority: row.priority,
    isStackable: Boolean(row.stackable),
    streakDays: row.streak_days ?? 0,
    streakBonus: row.streak_bonus,
  };
}
