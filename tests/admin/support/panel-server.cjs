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
const PAID_ORDER = {
  ...ORDER,
  documentId: 'panelorder0000000000002',
  orderNo: '20260305090700AB12CD35',
  state: 'awaiting_fulfilment',
};

/** A paid order of three tins, made as a payment leaves it. */
async function fillPaidOrder(strapi, { sku, buyer }) {
  const order = await strapi.db.query('api::order.order').create({ data: { ...PAID_ORDER, user: buyer.id } });
  await strapi.db.query('api::order.order-item').create({
    data: {
      order: order.id,
      sku: sku.id,
      lineNo: 1,
      skuDocumentId: sku.documentId,
      name: PRODUCT.name,
      price: 12800,
      quantity: 3,
      amount: 38400,
      paidAmount: 38400,
    },
  });
}

const AFTER_SALE = {
  documentId: 'panelaftersale000000001',
  afterSaleNo: 'S260305090700AB12CD34',
  orderNo: ORDER.orderNo,
  type: 'refund_only',
  state: 'pending',
  amount: 12600,
  freightAmount: 0,
  items: [],
  reason: '收到时包装破损',
};
const LINE = {
  lineNo: 1,
  name: PRODUCT.name,
  specs: SKU.specs,
  price: 12800,
  quantity: 1,
  amount: 12800,
  discounts: [{ type: 'points', amount: 1000 }],
  paidAmount: 11800,
  freightShare: 800,
  pointsUsed: 1000,
};
const LOG = {
  orderNo: ORDER.orderNo,
  event: 'place',
  toState: 'pending_payment',
  actorType: 'user',
  note: '顾客留言：请尽快发货',
};
const BUYER = {
  documentId: 'panelbuyer0000000000001',
  username: 'wx_panel_buyer',
  openid: 'o_panel_buyer',
  inviteCode: 'PANELBUY',
  nickname: '小王',
  growth: 128,
  levelDueOn: '2030-06-15',
};
const GROWTH = {
  change: 128,
  growthAfter: 128,
  reason: 'order_completed',
  operationNo: `order_completed:${ORDER.orderNo}`,
  description: '订单完成，获得成长值',
};
const REVIEW = {
  documentId: 'panelreview000000000001',
  orderNo: ORDER.orderNo,
  rating: 4,
  content: '茶香很足，包装还可以更好',
  state: 'pending',
  textCheck: 'review',
};

const ACCOUNT = {
  documentId: 'panelaccount00000000001',
  available: 300,
  frozen: 0,
  total: 300,
  used: 0,
  expired: 0,
  debt: 0,
  version: 0,
  state: 'active',
};
const LOT = {
  points: 300,
  remaining: 300,
  source: 'payment',
  awardKey: 'panel',
  expiresAt: '2099-03-05T16:00:00.000Z',
};
const RULE = { name: '消费送积分', scene: 'payment', pointsPerHundredYuan: 100, usesMemberMultiplier: true };
const MANUAL_RULE = { name: '到店礼', scene: 'manual', fixedPoints: 80, dailyLimitPerUser: 200 };

const MERCHANT = { name: '山间茶铺', state: 'active', contactName: '林夏', contactPhoneMasked: '139****1234' };

/** A merchant that nobody owns, with the number somebody left. */
async function fillMerchant(strapi) {
  const { keyRingOf } = require(resolve(root, 'dist/src/platform/security/key-ring.js'));
  const contactPhoneCipher = keyRingOf(strapi).encrypt('13900001234');
  return strapi.documents('api::merchant.merchant').create({ data: { ...MERCHANT, contactPhoneCipher } });
}

async function fill(strapi) {
  const category = await strapi.documents('api::catalog.category').create({ data: { name: '茶叶' } });
  const product = await strapi
    .documents('api::catalog.product')
    .create({ data: { ...PRODUCT, categories: [category.documentId] } });
  const sku = await strapi.documents('api::catalog.sku').create({ data: { ...SKU, product: product.documentId } });
  const order = await strapi.db.query('api::order.order').create({ data: ORDER });
  await strapi.db.query('api::order.after-sale').create({ data: { ...AFTER_SALE, order: order.id } });
  const line = await strapi.db.query('api::order.order-item').create({ data: { ...LINE, order: order.id } });
  await strapi.db.query('api::order.order-log').create({ data: { ...LOG, order: order.id } });
  const level = await strapi.db.query('api::member.member-level').findOne({ where: { growthThreshold: 0 } });
  const buyer = await strapi.db.query('plugin::users-permissions.user').create({ data: { ...BUYER, level: level.id } });
  await strapi.db.query('api::member.growth-record').create({ data: { ...GROWTH, user: buyer.id } });
  await strapi.db
    .query('api::catalog.review')
    .create({ data: { ...REVIEW, user: buyer.id, product: product.id, sku: sku.id, orderItem: line.id } });
  await fillPaidOrder(strapi, { sku, buyer });
  await strapi.db.query('api::points.points-account').create({ data: { ...ACCOUNT, user: buyer.id } });
  await strapi.db.query('api::points.points-lot').create({ data: { ...LOT, user: buyer.id } });
  const rule = await strapi.documents('api::points.points-rule').create({ data: RULE });
  await strapi.documents('api::points.points-rule').create({ data: MANUAL_RULE });
  const inventory = await strapi.db
    .query('api::catalog.inventory')
    .findOne({ where: { sku: { documentId: sku.documentId } } });
  const merchant = await fillMerchant(strapi);
  return {
    merchantId: merchant.documentId,
    inventoryId: inventory.documentId,
    skuId: sku.documentId,
    productId: product.documentId,
    orderId: ORDER.documentId,
    userId: BUYER.documentId,
    afterSaleId: AFTER_SALE.documentId,
    reviewId: REVIEW.documentId,
    paidOrderId: PAID_ORDER.documentId,
    accountId: ACCOUNT.documentId,
    ruleId: rule.documentId,
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
