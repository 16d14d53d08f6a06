import { adminService } from '../../src/platform/admin-services';
import { type AdminClient, signInToPanel } from '../support/admin-client';
import { openCase } from '../support/after-sales';
import { application } from '../support/api';
import type { MadeSku } from '../support/catalog';
import { atShop, buyByExpress, makeShopSku, newTrackingNo, openShop, ship, type Shop } from '../support/fulfilment';
import { database, signIn } from '../support/members';
import { merchantAccount } from '../support/merchant-account';

const READ = 'plugin::content-manager.explorer.read';
const UPDATE = 'plugin::content-manager.explorer.update';
const OWN = ['api::own-merchant'];

const TYPES = [
  'api::merchant.merchant',
  'api::merchant.merchant-staff',
  'api::merchant.payment-code',
  'api::catalog.product',
  'api::catalog.sku',
  'api::catalog.inventory',
  'api::catalog.stock-movement',
  'api::order.order',
  'api::order.order-item',
  'api::order.after-sale',
  'api::payment.payment',
] as const;

const DEEDS = ['order.ship', 'order.refund', 'after-sale.approve', 'inventory.adjust', 'merchant.suspend'];

interface Premises {
  shop: Shop;
  sku: MadeSku;
  orderNo: string;
  caseId: string;
  inventoryId: string;
}

let operator: AdminClient;
let owner: AdminClient;
let mine: Premises;
let theirs: Premises;
let email: string;

async function makePremises(): Promise<Premises> {
  const shop = await openShop();
  const sku = await makeShopSku(shop, { stock: 20 });
  const buyer = await signIn();
  const orderNo = await buyByExpress(buyer, [{ sku, quantity: 1 }]);
  const other = await buyByExpress(buyer, [{ sku, quantity: 1 }]);
  // What was sent is not refunded by itself.
  await ship(shop, other);
  await atShop(shop.owner, shop).post('/merchant/payment-codes').send({ title: '一号桌' });
  const { afterSaleNo } = await openCase(buyer, other, { items: [{ skuId: sku.documentId, quantity: 1 }] });
  const find = async (table: string, where: object): Promise<string> =>
    ((await database()(table).where(where).first('document_id')) as { document_id: string }).document_id;
  return {
    shop,
    sku,
    orderNo,
    caseId: await find('after_sales', { after_sale_no: afterSaleNo }),
    inventoryId: await find('inventories', { sku_id: sku.id }),
  };
}

const attributesOf = (uid: string): string[] =>
  Object.keys(
    (application().strapi.contentTypes as unknown as Record<string, { attributes: object }>)[uid]?.attributes ?? {},
  );

beforeAll(async () => {
  const { strapi } = application();
  owner = await signInToPanel();
  [mine, theirs] = [await makePremises(), await makePremises()];
  const role = await adminService(strapi, 'admin::role').create({ name: `商户账号 ${Date.now()}`, description: '' });
  await adminService(strapi, 'admin::role').assignPermissions(role.id, [
    ...TYPES.map((subject) => ({
      action: READ,
      subject,
      properties: { fields: attributesOf(subject) },
      conditions: OWN,
    })),
    { action: UPDATE, subject: 'api::catalog.product', properties: { fields: ['name'] }, conditions: OWN },
    ...DEEDS.map((deed) => ({ action: `api::${deed}` })),
  ]);
  operator = await signInToPanel({ roleId: role.id });
  const account = (await operator.call('get', '/admin/users/me')).body as { data: { email: string } };
  email = account.data.email;
  const given = await owner.call('post', `/shop/merchants/${mine.shop.documentId}/assign-operator`, { email });
  expect([given.status, given.body]).toEqual([200, { data: { email } }]);
});

const list = (uid: string, query = '') =>
  operator.call('get', `/content-manager/collection-types/${uid}?pageSize=100${query}`);
const rows = async (uid: string, query = ''): Promise<{ documentId: string }[]> =>
  ((await list(uid, query)).body as { results: { documentId: string }[] }).results;

describe('an account of the panel that belongs to a merchant', () => {
  it.each(TYPES)('lists its merchant’s own and nothing else: %s', async (uid) => {
    const all = (await owner.call('get', `/content-manager/collection-types/${uid}?pageSize=100&sort=id:DESC`))
      .body as {
      results: { documentId: string }[];
    };
    const seen = await rows(uid);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.length).toBeLessThan(all.results.length);
    const text = JSON.stringify(seen);
    for (const secret of [theirs.orderNo, theirs.sku.documentId, theirs.shop.documentId, theirs.inventoryId])
      expect(text).not.toContain(secret);
  });

  it('opens its own records and gets nothing of another’s', async () => {
    const open = async (uid: string, documentId: string) =>
      (await operator.call('get', `/content-manager/collection-types/${uid}/${documentId}`)).status;
    const pairs = [
      ['api::merchant.merchant', mine.shop.documentId, theirs.shop.documentId],
      ['api::catalog.inventory', mine.inventoryId, theirs.inventoryId],
      ['api::catalog.sku', mine.sku.documentId, theirs.sku.documentId],
      ['api::order.after-sale', mine.caseId, theirs.caseId],
    ] as const;
    for (const [uid, own, foreign] of pairs) {
      expect({ uid, status: await open(uid, own) }).toEqual({ uid, status: 200 });
      expect([403, 404]).toContain(await open(uid, foreign));
    }
  });

  it('finds another’s neither by filter nor by search', async () => {
    expect(await rows('api::order.order', `&filters[orderNo][$eq]=${theirs.orderNo}`)).toEqual([]);
    expect(await rows('api::order.order', `&_q=${theirs.orderNo}`)).toEqual([]);
    expect(await rows('api::order.order', `&filters[orderNo][$eq]=${mine.orderNo}`)).toHaveLength(1);
  });

  it('changes its own product and no other', async () => {
    const productOf = async (sku: MadeSku): Promise<string> =>
      (
        (await database()('products as p')
          .join('skus_product_lnk as l', 'l.product_id', 'p.id')
          .where({ 'l.sku_id': sku.id })
          .first('p.document_id')) as { document_id: string }
      ).document_id;
    const save = async (sku: MadeSku) =>
      (
        await operator.call('put', `/content-manager/collection-types/api::catalog.product/${await productOf(sku)}`, {
          name: '改过的名字',
        })
      ).status;
    expect(await save(mine.sku)).toBe(200);
    expect([403, 404]).toContain(await save(theirs.sku));
  });

  it('does its deeds on its own records; another’s are not found and stay as they are', async () => {
    const deeds = (at: Premises): [string, object][] => [
      [`/shop/orders/${at.orderNo}/ship`, { carrier: 'SF', trackingNo: newTrackingNo() }],
      [`/shop/after-sales/${at.caseId}/approve`, {}],
      [`/shop/inventories/${at.inventoryId}/adjust`, { delta: 1, reason: '到货' }],
      [`/shop/orders/${at.orderNo}/refund`, { reason: '多收了' }],
      [`/shop/merchants/${at.shop.documentId}/suspend`, { reason: '试试' }],
    ];
    const facts = async () => ({
      orders: (await database()('orders').where({ merchant_id: theirs.shop.id }).orderBy('id')) as unknown[],
      cases: (await database()('after_sales').where({ merchant_id: theirs.shop.id })) as unknown[],
      stock: (await database()('inventories').where({ sku_id: theirs.sku.id })) as unknown[],
      merchant: (await database()('merchants').where({ id: theirs.shop.id })) as unknown[],
    });
    const before = await facts();
    for (const [path, body] of deeds(theirs)) {
      const answer = await operator.call('post', path, body);
      expect({ path, status: answer.status }).toEqual({ path, status: 404 });
    }
    expect(await facts()).toEqual(before);
    for (const [path, body] of deeds(mine)) {
      const answer = await operator.call('post', path, body);
      expect({ path, status: answer.status }).toEqual({ path, status: 200 });
    }
  });

  it('acts on its own alone, also where its role does not show it what the deed’s address names', async () => {
    const shop = await openShop();
    const shortsighted = await merchantAccount(shop, {
      grants: [{ action: 'read', subject: 'api::order.order', fields: ['state'] }],
      deeds: ['order.refund'],
    });
    const refund = (orderNo: string) =>
      shortsighted.call('post', `/shop/orders/${orderNo}/refund`, { reason: '看不到单号' });
    const before: unknown = await database()('orders').where({ order_no: theirs.orderNo }).first();
    expect((await refund(theirs.orderNo)).status).toBe(404);
    expect((await refund('no-such-order')).status).toBe(404);
    expect(await database()('orders').where({ order_no: theirs.orderNo }).first()).toEqual(before);
    const sku = await makeShopSku(shop, { stock: 1 });
    const own = await buyByExpress(await signIn(), [{ sku, quantity: 1 }]);
    expect((await refund(own)).status).toBe(200);
  });

  it('sees nothing at all once it is taken away', async () => {
    const given = (await database()('merchant_operators').where({ email }).first()) as { document_id: string };
    const path = `/shop/merchant-operators/${given.document_id}/remove`;
    expect((await operator.call('post', path, {})).status).toBe(403);
    expect((await owner.call('post', path, {})).status).toBe(200);
    expect((await owner.call('post', path, {})).status).toBe(404);
    expect((await list('api::order.order')).status).toBe(403);
    const audited: unknown[] = await database()('audit_logs').where({ subject_id: given.document_id });
    expect(audited).toHaveLength(2);
  });

  it('is given by an address that exists, once', async () => {
    const path = `/shop/merchants/${mine.shop.documentId}/assign-operator`;
    const unknown = await owner.call('post', path, { email: 'nobody@example.com' });
    expect([unknown.status, unknown.body.error.details.reason]).toEqual([400, 'no_such_account']);
    await owner.call('post', path, { email });
    await owner.call('post', path, { email });
    expect(await database()('merchant_operators').where({ email })).toHaveLength(1);
  });
});
