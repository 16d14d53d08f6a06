import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { serveDeeds } from './lib/child.mjs';

const root = resolve(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);
const { createStrapi } = require('@strapi/strapi');

const PRODUCTS = 24;
const SKUS_PER_PRODUCT = 4;
const STOCK = 10_000_000;

/** The real application, compiled, in the state in which operators run it; deeds fill its catalogue and watch it. */
const strapi = await createStrapi({ appDir: root, distDir: join(root, 'dist'), serveAdminPanel: false }).load();
strapi.server.mount();
strapi.server.httpServer.listen(0, '127.0.0.1', () => process.send({ port: strapi.server.httpServer.address().port }));

/** Products through the documents API, as the admin panel writes them. */
async function seedCatalogue() {
  const skus = [];
  const products = [];
  for (let index = 0; index < PRODUCTS; index += 1) {
    const name = `压测商品 ${index + 1}`;
    const product = await strapi
      .documents('api::catalog.product')
      .create({ data: { name, subtitle: '只用于压测', state: 'on_sale' } });
    products.push(product.documentId);
    for (let variant = 0; variant < SKUS_PER_PRODUCT; variant += 1) {
      const data = {
        product: product.id,
        code: `B-${index}-${variant}`,
        price: 2_500 + variant,
        specs: { 款式: `第 ${variant + 1} 款` },
      };
      const sku = await strapi.documents('api::catalog.sku').create({ data });
      skus.push({
        id: Number(sku.id),
        documentId: sku.documentId,
        productId: Number(product.id),
        productDocumentId: product.documentId,
        price: data.price,
      });
    }
  }
  await fillStock();
  await strapi.documents('api::points.points-rule').create({
    data: {
      name: '支付送积分',
      scene: 'payment',
      pointsPerHundredYuan: 100,
      maxPoints: 500,
      dailyLimitPerUser: 1_000,
      validDays: 365,
      enabled: true,
    },
  });
  const { keyRingOf } = require(join(root, 'dist/src/platform/security/key-ring'));
  return { products, skus, phoneCipher: keyRingOf(strapi).encrypt('13800000000') };
}

/** By the book, so that the audit can be asked afterwards. */
async function fillStock() {
  const { connection } = strapi.db;
  await connection('inventories').update({ available: STOCK, reserved: 0 });
  const rows = await connection('inventories').select('sku_id');
  const at = new Date();
  await connection('stock_movements').insert(
    rows.map(({ sku_id: skuId }) => ({
      document_id: `bench-stock-${skuId}`,
      created_at: at,
      updated_at: at,
      published_at: at,
      sku_id: skuId,
      operation_key: `bench:${skuId}`,
      reason: 'adjust',
      available_change: STOCK,
      reserved_change: 0,
      sold_change: 0,
      available_after: STOCK,
    })),
  );
}

let statements = null;
strapi.db.connection.on('query', ({ sql }) => statements?.push(sql));

const inspector = new Session();

/** Boot and seeding stay out of the profile. */
async function startProfile() {
  inspector.connect();
  await inspector.post('Profiler.enable');
  await inspector.post('Profiler.setSamplingInterval', { interval: 500 });
  await inspector.post('Profiler.start');
}

async function stopProfile(file) {
  const { profile } = await inspector.post('Profiler.stop');
  inspector.disconnect();
  writeFileSync(file, JSON.stringify(profile));
}

serveDeeds(
  {
    startProfile,
    stopProfile,
    seedCatalogue,
    audit: () => strapi.service('api::operations.audit')(),
    listen: () => void (statements = []),
    heard: () => statements.splice(0),
  },
  () => strapi.destroy(),
);
