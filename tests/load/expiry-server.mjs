import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { serveDeeds } from './lib/child.mjs';

const root = resolve(import.meta.dirname, '../..');
const { createStrapi } = createRequire(import.meta.url)('@strapi/strapi');

const strapi = await createStrapi({ appDir: root, distDir: join(root, 'dist'), serveAdminPanel: false }).load();
strapi.server.mount();
strapi.server.httpServer.listen(0, '127.0.0.1', () => process.send({ port: strapi.server.httpServer.address().port }));

const expire = () => strapi.service('api::points.expire-points')();
const audit = async () => (await strapi.service('api::operations.audit')()).violations;
/** Megabytes that are still in use when all garbage is gone. */
const keptMegabytes = () => {
  globalThis.gc();
  return process.memoryUsage().heapUsed / 1e6;
};

serveDeeds({ expire, audit, keptMegabytes }, () => strapi.destroy());
