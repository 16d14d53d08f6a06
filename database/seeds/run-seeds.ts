import type { Core } from '@strapi/strapi';
import { environmentOf } from '../../src/platform/container';
import { seedActivities } from './demo/activities';
import { seedCategoriesAndBrands } from './demo/catalogue';
import { seedDemoLevels } from './demo/levels';
import { seedMerchants } from './demo/merchants';
import { seedPanelAccounts } from './demo/panel-accounts';
import { seedPickupPoints } from './demo/pickup-points';
import { seedPointsGoods } from './demo/points-goods';
import { seedDemoPointsRules } from './demo/points-rules';
import { seedProducts } from './demo/products';
import { seedDemoSettings } from './demo/settings';
import { seedBaseLevel } from './reference/levels';
import { seedPanelRoles } from './reference/panel-roles';
import { seedPointsRules } from './reference/points-rules';
import { seedRiskRules } from './reference/risk-rules';
import { seedSettings } from './reference/settings';

type Seed = (strapi: Core.Strapi) => Promise<void>;
type Progress = Partial<Record<'reference' | 'demo', 'started' | 'done'>>;

/** What every shop begins with. */
const reference: Seed[] = [seedSettings, seedBaseLevel, seedPointsRules, seedRiskRules, seedPanelRoles];

/** A shop to try everything with; the order matters, because later ones refer to earlier ones. */
const demo: Seed[] = [
  seedDemoSettings,
  seedDemoLevels,
  seedDemoPointsRules,
  seedMerchants,
  seedCategoriesAndBrands,
  seedProducts,
  seedPointsGoods,
  seedPickupPoints,
  seedActivities,
  seedPanelAccounts,
];

/**
 * Fills a database that has never been filled, once: what staff delete afterwards does not come back. A run that was cut short
 * is finished at the next start, which every seed allows, because each row is looked for by its natural key first.
 */
export async function runSeeds(strapi: Core.Strapi): Promise<void> {
  const store = strapi.store({ type: 'core', name: 'mallard' });
  const progress = ((await store.get({ key: 'seeds' })) ?? {}) as Progress;
  const note = async (change: Progress): Promise<void> => {
    Object.assign(progress, change);
    await store.set({ key: 'seeds', value: progress });
  };
  if (progress.reference !== 'done') {
    for (const seed of reference) await seed(strapi);
    await note({ reference: 'done' });
  }
  if (!environmentOf(strapi).SEED_DEMO || progress.demo === 'done') return;
  if (progress.demo === undefined && !(await isShopEmpty(strapi))) return;
  await note({ demo: 'started' });
  for (const seed of demo) await seed(strapi);
  await note({ demo: 'done' });
}

/** Demo data is for a database nobody has worked in yet. */
async function isShopEmpty(strapi: Core.Strapi): Promise<boolean> {
  const { connection } = strapi.db;
  for (const table of ['products', 'up_users', 'orders', 'merchants']) {
    if ((await connection(table).first('id')) !== undefined) return false;
  }
  return true;
}
