import type { Core } from '@strapi/strapi';

export type Seeder = (strapi: Core.Strapi) => Promise<void>;

const seeders = new WeakMap<Core.Strapi, Seeder>();

/** Names what fills an empty database; called by the composition root, because the data knows features and this room may not. */
export function registerSeeder(strapi: Core.Strapi, seeder: Seeder): void {
  seeders.set(strapi, seeder);
}

/** Fills an empty database. Runs under the boot lock, so that of several replicas one does it. */
export async function runSeeder(strapi: Core.Strapi): Promise<void> {
  await seeders.get(strapi)?.(strapi);
}
