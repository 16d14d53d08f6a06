// Runs the built application with its panel in a process of its own, on an empty database, and tells its address.
const { createStrapi } = require('@strapi/strapi');
const { resolve } = require('node:path');

const root = resolve(__dirname, '../../..');

const PRODUCT = {
  name: '明前龙井',
  subtitle: '手工炒制，豆香清雅',
  kind: 'physical',
  state: 'on_sale',
  tags: '绿茶 春茶',
};
const SKU = {
  code: 'TEA-250',
  specs: { 包装: '罐装', 净含量: '250 克' },
  price: 12800,
  marketPrice: 16800,
  cost: 6200,
};
const ORDER = {
  documentId: 'panelorder0000000000001',
  orderNo: '20260305090700AB12CD34',
  type: 'goods',
  state: 'pending_payment',
  itemsAmount: 12800,
  discountAmount: 1000,
  freightAmount: 800,
  payAmount: 12600,
  deliveryMode: 'express',
};

async function fill(strapi) {
  const category = await strapi.documents('api::catalog.category').create({ data: { name: '茶叶' } });
  const product = await strapi
    .documents('api::catalog.product')
    .create({ data: { ...PRODUCT, categories: [category.documentId] } });
  const sku = await strapi.documents('api::catalog.sku').create({ data: { ...SKU, product: product.documentId } });
  await strapi.db.query('api::order.order').create({ data: ORDER });
  const inventory = await strapi.db
    .query('api::catalog.inventory')
    .findOne({ where: { sku: { documentId: sku.documentId } } });
  return {
    inventoryId: inventory.documentId,
    skuId: sku.documentId,
    productId: product.documentId,
    orderId: ORDER.documentId,
  };
}

async function main() {
  const strapi = await createStrapi({ appDir: root, distDir: resolve(root, 'dist') }).load();
  const ids = await fill(strapi);
  strapi.server.mount();
  await new Promise((done) => strapi.server.httpServer.listen(0, '127.0.0.1', done));
  process.on('message', async ({ uid, documentId }) => {
    process.send(await strapi.db.query(uid).findOne({ where: { documentId } }));
  });
  process.on('disconnect', () => strapi.destroy().finally(() => process.exit(0)));
  process.send({ url: `http://127.0.0.1:${strapi.server.httpServer.address().port}`, ids });
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
