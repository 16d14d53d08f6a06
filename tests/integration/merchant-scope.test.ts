import { openCase, settleRefunds } from '../support/after-sales';
import { application } from '../support/api';
import type { MadeSku } from '../support/catalog';
import {
  atShop,
  buyByExpress,
  hire,
  makeShopSku,
  newTrackingNo,
  openShop,
  ship,
  type Role,
  type Shop,
} from '../support/fulfilment';
import { as, database, signIn, type SignedIn } from '../support/members';

interface Described {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  audience: string;
}

const merchantRoutes = () =>
  (application().describedRoutes() as Described[]).filter(({ audience }) => audience === 'merchant');

/** Bodies that would be good, so that only the foreign record can be the reason of a refusal. */
const bodies: Record<string, object> = {
  'POST /merchant/orders/:orderNo/ship': { carrier: 'SF', trackingNo: 'SF1234567890' },
  'POST /merchant/verifications': { pickupCode: '00000000' },
  'PUT /merchant/staff/:id': { role: 'cashier' },
  'PUT /merchant/payment-codes/:id': { enabled: false },
  'PUT /merchant/products/:id/status': { status: 'off_sale' },
  'POST /merchant/inventory/:skuId/adjust': { delta: 1, reason: '到货' },
};

const callAs = (member: SignedIn, shop: { documentId: string } | null, { method, path }: Described, url: string) => {
  const call = as(member)[method.toLowerCase() as 'get' | 'post' | 'put' | 'delete'](url);
  if (shop) void call.set('X-Merchant-Id', shop.documentId);
  return call.send(method === 'GET' ? undefined : (bodies[`${method} ${path}`] ?? {}));
};

let shop: Shop;
let rival: Shop;
let sku: MadeSku;
let buyer: SignedIn;
let orderNo: string;
let afterSaleNo: string;

beforeAll(async () => {
  [shop, rival, buyer] = [await openShop(), await openShop(), await signIn()];
  sku = await makeShopSku(shop, { stock: 50 });
  orderNo = await buyByExpress(buyer, [{ sku, quantity: 2 }]);
  const other = await buyByExpress(buyer, [{ sku, quantity: 1 }]);
  afterSaleNo = (await openCase(buyer, other, { items: [{ skuId: sku.documentId, quantity: 1 }] })).afterSaleNo;
});

const urlOf = (path: string, id?: string) => {
  const ids: Record<string, string> = { ':afterSaleNo': afterSaleNo, ':orderNo': orderNo };
  return path.replace(/:\w+/g, (param) => (param in ids && id ? id : (ids[param] ?? 'a'.repeat(24))));
};

describe('every route for a merchant', () => {
  it('has a declared audience, so that it is found here', () => {
    const paths = (application().describedRoutes() as Described[]).filter(({ path }) => path.startsWith('/merchant/'));
    expect(paths.length).toBeGreaterThanOrEqual(4);
    const others = paths.filter(({ audience }) => audience !== 'merchant').map(({ path }) => path);
    // Who applies is no staff of anything yet.
    expect([...new Set(others)]).toEqual(['/merchant/applications']);
  });

  const refusals: [string, () => Promise<{ member: SignedIn; shop: { documentId: string } | null }>][] = [
    ['without the header', () => Promise.resolve({ member: shop.owner, shop: null })],
    ['by somebody who does not work there', () => Promise.resolve({ member: rival.owner, shop })],
    ['by the customer', () => Promise.resolve({ member: buyer, shop })],
    [
      'for a merchant that does not exist',
      () => Promise.resolve({ member: shop.owner, shop: { documentId: 'nobody' } }),
    ],
    ['with a header that is no id', () => Promise.resolve({ member: shop.owner, shop: { documentId: "' or 1=1" } })],
    ['by staff who were let go', async () => ({ member: await hire(shop, 'owner', false), shop })],
    ...['pending', 'rejected', 'suspended'].map((state): [string, () => Promise<{ member: SignedIn; shop: Shop }>] => [
      `for a merchant that is ${state}`,
      async () => {
        const closed = await openShop({ state });
        return { member: closed.owner, shop: closed };
      },
    ]),
  ];

  it.each(refusals)('answers 1801 %s', async (_case, make) => {
    const caller = await make();
    for (const route of merchantRoutes()) {
      const answer = await callAs(caller.member, caller.shop, route, urlOf(route.path));
      expect({ route: route.path, status: answer.status, code: answer.body.code }).toEqual({
        route: route.path,
        status: 403,
        code: 1801,
      });
    }
  });

  it('answers 401 without a bearer', async () => {
    for (const route of merchantRoutes()) {
      const answer = await callAs({ accessToken: 'none' } as SignedIn, shop, route, urlOf(route.path));
      expect({ route: route.path, status: answer.status }).toEqual({ route: route.path, status: 401 });
    }
  });

  // Incident 23: the list of routes is the application's own, so that no new route can be forgotten.
  it('answers 404 for another merchant’s record and leaves it untouched', async () => {
    const before = await factsOf(orderNo);
    for (const route of merchantRoutes().filter(({ path }) => path.includes(':'))) {
      const answer = await callAs(rival.owner, rival, route, urlOf(route.path));
      expect({ route: route.path, status: answer.status }).toEqual({ route: route.path, status: 404 });
      const unknown = await callAs(rival.owner, rival, route, urlOf(route.path, 'D000000000000'));
      expect(unknown.body.message).toBe(answer.body.message);
    }
    expect(await factsOf(orderNo)).toEqual(before);
    expect(JSON.stringify((await atShop(rival.owner, rival).get('/merchant/orders')).body)).not.toContain(orderNo);
  });
});

async function factsOf(number: string) {
  const order = (await database()('orders').where({ order_no: number }).first()) as { id: number };
  return {
    order,
    items: (await database()('order_items').where({ order_id: order.id })) as unknown[],
    cases: (await database()('after_sales').where({ after_sale_no: afterSaleNo })) as unknown[],
    shipments: (await database()('shipments').where({ order_id: order.id })) as unknown[],
    logs: (await database()('order_logs').where({ order_id: order.id })) as unknown[],
  };
}

describe('roles', () => {
  it.each<[Role, number]>([
    ['owner', 200],
    ['manager', 200],
    ['courier', 200],
    ['cashier', 403],
  ])('decide who may ship: %s → %i', async (role, status) => {
    const mine = await buyByExpress(buyer, [{ sku, quantity: 1 }]);
    const member = await hire(shop, role);
    const answer = await atShop(member, shop)
      .post(`/merchant/orders/${mine}/ship`)
      .send({ carrier: 'SF', trackingNo: newTrackingNo() });
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.body).toMatchObject({ code: 1801, error: { details: { reason: 'role' } } });
  });
});

describe('what a merchant sees', () => {
  it('are its own orders, newest first, by state and day, with phones masked', async () => {
    const list = await atShop(shop.owner, shop).get('/merchant/orders?limit=1&status=awaiting_fulfilment');
    expect(list.status).toBe(200);
    expect(list.body.data).toHaveLength(1);
    expect(JSON.stringify(list.body)).not.toContain('13800138000');
    expect(JSON.stringify(list.body)).toContain('138****8000');
    const day = new Date(application().clock.now().getTime() - 3 * 864e5).toISOString().slice(0, 10);
    expect((await atShop(shop.owner, shop).get(`/merchant/orders?to=${day}`)).body.data).toEqual([]);
    const since = await atShop(shop.owner, shop).get(`/merchant/orders?from=${day}`);
    expect((since.body.data as unknown[]).length).toBeGreaterThan(0);
    const wrong = [
      'orders?from=2026-02-30',
      'orders?to=9999-12-31',
      'orders?from=0001-01-01',
      'settlements?to=9999-12-31',
    ];
    for (const path of wrong) expect((await atShop(shop.owner, shop).get(`/merchant/${path}`)).status).toBe(400);
  });

  it('is the phone while goods are on their way, and never the pickup code', async () => {
    const detail = await atShop(shop.owner, shop).get(`/merchant/orders/${orderNo}`);
    expect(detail.body.data).toMatchObject({ orderNo, delivery: { phone: '13800138000', city: '深圳市' } });
    expect(detail.body.data).not.toHaveProperty('pickupCode');
    expect((await ship(shop, orderNo)).status).toBe(200);
  });

  it('is the profile with one’s own role', async () => {
    const cashier = await hire(shop, 'cashier');
    const answer = await atShop(cashier, shop).get('/merchant/profile');
    expect(answer.body.data).toMatchObject({ documentId: shop.documentId, status: 'active', role: 'cashier' });
  });
});

describe('after-sale cases of a merchant', () => {
  it('are decided by owner and manager, received by the counter, and refunded', async () => {
    const mine = await buyByExpress(buyer, [{ sku, quantity: 1 }]);
    await ship(shop, mine);
    const body = { type: 'return_refund', items: [{ skuId: sku.documentId, quantity: 1 }] };
    const opened = await openCase(buyer, mine, body);
    const list = await atShop(shop.owner, shop).get('/merchant/after-sales?status=pending&limit=1');
    expect(list.body.data).toMatchObject([{ afterSaleNo: opened.afterSaleNo, status: 'pending' }]);
    const shown = { orderNo: mine, afterSales: [{ afterSaleNo: opened.afterSaleNo, status: 'pending' }] };
    expect((await atShop(shop.owner, shop).get(`/merchant/orders/${mine}`)).body.data).toMatchObject(shown);
    expect((await atShop(shop.owner, shop).get('/merchant/orders?limit=1')).body.data).toMatchObject([shown]);
    expect((await as(buyer).get('/orders?limit=1')).body.data).toMatchObject([shown]);
    const path = `/merchant/after-sales/${opened.afterSaleNo}`;
    const cashier = await hire(shop, 'cashier');
    expect((await atShop(cashier, shop).post(`${path}/approve`).send({})).body.code).toBe(1801);
    const approved = await atShop(await hire(shop, 'manager'), shop)
      .post(`${path}/approve`)
      .send({ reason: '请寄回' });
    expect(approved.body.data).toMatchObject({ status: 'awaiting_return', decisionNote: '请寄回' });
    const parcel = { carrier: '顺丰速运', trackingNo: newTrackingNo() };
    await as(buyer).post(`/after-sales/${opened.afterSaleNo}/return-shipment`).send(parcel);
    const received = await atShop(cashier, shop).post(`${path}/receive-return`).send({});
    expect(received.body.data).toMatchObject({ status: 'approved', refund: { status: 'created' } });
    expect((await atShop(shop.owner, shop).post(`${path}/reject`).send({ reason: '晚了' })).body.code).toBe(1101);
    await settleRefunds();
    // The freight stays with the shop, because the goods were sent.
    const order = (await as(buyer).get(`/orders/${mine}`)).body.data as Record<string, number>;
    expect(order).toMatchObject({
      status: 'refunded',
      refundedAmount: (order.paidAmount ?? 0) - (order.freightAmount ?? 0),
    });
  });
});
