import type { Core } from '@strapi/strapi';
import { runSeeds } from '../database/seeds/run-seeds';
import { provideGateways } from './gateways/provide-gateways';
import { closePlatform, registerPlatform, startPlatform } from './platform/lifecycle/platform';
import { registerSeeder } from './platform/lifecycle/seeding';

/** Composition root: what the application is made of, in the order in which it is put together. */
export default {
  async register({ strapi }: { strapi: Core.Strapi }): Promise<void> {
    provideGateways(strapi);
    await registerPlatform(strapi);
    registerSeeder(strapi, runSeeds);
  },
  async bootstrap({ strapi }: { strapi: Core.Strapi }): Promise<void> {
    await startPlatform(strapi);
  },
  async destroy({ strapi }: { strapi: Core.Strapi }): Promise<void> {
    await closePlatform(strapi);
  },
};
