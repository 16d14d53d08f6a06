import type { MadeSku } from '../support/catalog';
import { expectBooksBalance } from '../support/facts';
import {
  atShop,
  buyByExpress,
  buyForPickup,
  expressOrder,
  makeShopSku,
  newTrackingNo,
  openShop,
  ship,
  type Shop,
} from '../support/fulfilment';
import { database, signIn, type SignedIn } from '../support/members';
import { orderOf, placeOrder } from '../support/shopping';
import { inParallel, statusesOf } from '../support/storm';

interface LineRow {
  shipped_quantity: number;
}

let shop: Shop;
let sku: MadeSku;
let other: MadeSku;
let buyer: SignedIn;

beforeAll(async () => {
  shop = await openShop();
  sku = await makeShopSku(shop, { stock: 100 });
  other = await makeShopSku(shop, { stock: 100 });
  buyer = await signIn();
});

afterAll(() => expectBooksBalance({ users: [buyer.id], skus: [sku.id, other.id] }));

const rowOf = async (orderNo: string) =>
  (await database()('orders').where({ order_no: orderNo }).first()) as {
    id: number;
    shipped_at: unknown;
    complete_due_at: number | string | Date | null;
  };
const shippedUnits = async (orderNo: string): Promise<number[]> => {
  const { id } = await rowOf(orderNo);
  const rows = (await database()('order_items').where({ order_id: id }).orderBy('line_no')) as LineRow[];
  return rows.map((row) => row.shipped_quantity);
};
const eventsOf = async (orderNo: string, name: string): Promise<Record<string, unknown>[]> => {
  const rows = (await database()('outbox_events').where({ aggregate_id: orderNo, name }).orderBy('id')) as {
    payload: string | Record<string, unknown>;
  }[];
  return rows.map(({ payload }) => (typeof payload === 'string' ? JSON.parse(payload) : payload) as never);
};

describe('a parcel with everything', () => {
  it('makes the order shipped, shows the parcel to its owner and starts the clock', async () => {
    const orderNo = await buyByExpress(buyer, [{ sku, quantity: 2 }]);
    const trackingNo = newTrackingNo();
    const answer = await ship(shop, orderNo, { trackingNo });
    expect(answer.body).toMatchObject({
      code: 200,
      data: { orderNo, status: 'shipped', items: [{ shippedQuantity: 2, cancelledQuantity: 0 }] },
    });
    expect(await orderOf(buyer, orderNo)).toMatchObject({
      status: 'shipped',
      shipments: [{ carrier: 'SF', trackingNo, items: [{ skuId: sku.documentId, quantity: 2 }] }],
    });
    const row = await rowOf(orderNo);
    const days =
      (new Date(row.complete_due_at as string).getTime() - new Date(row.shipped_at as string).getTime()) / 864e5;
    expect(days).toBe(7);
    expect(await eventsOf(orderNo, 'order.shipped')).toEqual([
      expect.objectContaining({ orderNo, userId: buyer.id, trackingNo, isComplete: true }),
    ]);
    const audit = (await database()('audit_logs')
      .where({ action: 'order.ship', actor: shop.owner.documentId })
      .first()) as object | undefined;
    expect(audit).toBeDefined();
  });

  it('is the same parcel when it is posted again, also at once', async () => {
    const orderNo = await buyByExpress(buyer, [{ sku, quantity: 3 }]);
    const trackingNo = newTrackingNo();
    const items = [{ skuId: sku.documentId, quantity: 1 }];
    const answers = await inParallel(Array.from({ length: 5 }), () => ship(shop, orderNo, { trackingNo, items }));
    expect(statusesOf(answers)).toEqual({ 200: 5 });
    expect(await shippedUnits(orderNo)).toEqual([1]);
    expect(await eventsOf(orderNo, 'order.shipped')).toHaveLength(1);
  });

  it('does not become another one under the same number', async () => {
    const orderNo = await buyByExpress(buyer, [
      { sku, quantity: 2 },
      { sku: other, quantity: 1 },
    ]);
    const trackingNo = newTrackingNo();
    const one = [{ skuId: sku.documentId, quantity: 1 }];
    const first = await ship(shop, orderNo, { trackingNo, items: one });
    for (const items of [
      [{ skuId: sku.documentId, quantity: 2 }],
      [...one, { skuId: other.documentId, quantity: 1 }],
    ]) {
      const answer = await ship(shop, orderNo, { trackingNo, items });
      expect([answer.status, answer.body]).toMatchObject([400, { error: { details: { reason: 'parcel_recorded' } } }]);
    }
    expect((await ship(shop, orderNo, { trackingNo })).body.data).toEqual(first.body.data);
    expect(await shippedUnits(orderNo)).toEqual([1, 0]);
  });
});

describe('several parcels', () => {
  it('leave the clock still until the last piece has gone', async () => {
    const orderNo = await buyByExpress(buyer, [
      { sku, quantity: 2 },
      { sku: other, quantity: 1 },
    ]);
    const first = await ship(shop, orderNo, { items: [{ skuId: sku.documentId, quantity: 1 }] });
    expect(first.body.data.status).toBe('shipped');
    expect((await rowOf(orderNo)).complete_due_at).toBeNull();
    const second = await ship(shop, orderNo);
    expect(second.status).toBe(200);
    expect(await shippedUnits(orderNo)).toEqual([2, 1]);
    expect((await rowOf(orderNo)).complete_due_at).not.toBeNull();
    expect((await eventsOf(orderNo, 'order.shipped')).map(({ isComplete }) => isComplete)).toEqual([false, true]);
    const { shipments } = (await orderOf(buyer, orderNo)) as { shipments: { items: unknown[] }[] };
    expect(shipments.map(({ items }) => items)).toEqual([
      [{ skuId: sku.documentId, name: expect.any(String) as string, quantity: 1 }],
      [
        { skuId: sku.documentId, name: expect.any(String) as string, quantity: 1 },
        { skuId: other.documentId, name: expect.any(String) as string, quantity: 1 },
      ],
    ]);
  });

  it('never send a piece twice, however many are posted at once', async () => {
    const orderNo = await buyByExpress(buyer, [{ sku, quantity: 1 }]);
    const answers = await inParallel(Array.from({ length: 20 }), () => ship(shop, orderNo));
    expect(statusesOf(answers)).toEqual({ 200: 1, 409: 19 });
    expect(answers.filter(({ status }) => status === 409).every(({ body }) => body.code === 1101)).toBe(true);
    expect(await shippedUnits(orderNo)).toEqual([1]);
    expect(await eventsOf(orderNo, 'order.shipped')).toHaveLength(1);
  });

  it('are one with the same Idempotency-Key', async () => {
    const orderNo = await buyByExpress(buyer, [{ sku, quantity: 2 }]);
    const items = [{ skuId: sku.documentId, quantity: 1 }];
    const body = { carrier: '顺丰速运', trackingNo: newTrackingNo(), items };
    const post = () =>
      atShop(shop.owner, shop)
        .post(`/merchant/orders/${orderNo}/ship`)
        .set('Idempotency-Key', `ship-${orderNo}`)
        .send(body);
    expect((await post()).status).toBe(200);
    expect((await post()).status).toBe(200);
    const otherBody = await post().send({ ...body, trackingNo: newTrackingNo() });
    expect(otherBody.body.code).toBe(1005);
    expect(await shippedUnits(orderNo)).toEqual([1]);
  });
});

describe('what cannot be sent', () => {
  it('is an order that was not paid', async () => {
    const orderNo = await placeOrder(buyer, await expressOrder(buyer, [{ sku, quantity: 1 }]));
    const answer = await ship(shop, orderNo);
    expect(answer.body).toMatchObject({ code: 1101, error: { details: { status: 'pending_payment' } } });
  });

  it('is an order to be picked up', async () => {
    const orderNo = await buyForPickup(buyer, sku);
    expect((await ship(shop, orderNo)).body.code).toBe(1101);
  });

  it('is more than is left, or something that was not bought', async () => {
    const orderNo = await buyByExpress(buyer, [{ sku, quantity: 2 }]);
    const tooMany = await ship(shop, orderNo, { items: [{ skuId: sku.documentId, quantity: 3 }] });
    expect(tooMany.body).toMatchObject({
      code: 1101,
      error: { details: { status: 'awaiting_fulfilment', left: 2 } },
    });
    const farTooMany = await ship(shop, orderNo, { items: [{ skuId: sku.documentId, quantity: 1_000 }] });
    expect(farTooMany.body).toMatchObject({ code: 1101, error: { details: { left: 2 } } });
    const foreign = await ship(shop, orderNo, { items: [{ skuId: other.documentId, quantity: 1 }] });
    expect(foreign.body).toMatchObject({ code: 1000, error: { details: { skuId: other.documentId } } });
    expect(await shippedUnits(orderNo)).toEqual([0]);
  });

  it('is what an after-sale case took out', async () => {
    const orderNo = await buyByExpress(buyer, [{ sku, quantity: 1 }]);
    const { id } = await rowOf(orderNo);
    await database()('order_items').where({ order_id: id }).update({ cancelled_quantity: 1 });
    const answer = await ship(shop, orderNo);
    expect(answer.body).toMatchObject({
      code: 1101,
      error: { details: { status: 'awaiting_fulfilment', reason: 'nothing_left' } },
    });
    await database()('order_items').where({ order_id: id }).update({ cancelled_quantity: 0 });
  });

  it.each([
    { carrier: 'SF' },
    { carrier: 'SF', trackingNo: 'x' },
    { carrier: '', trackingNo: 'SF1234567890' },
    { trackingNo: 'SF1234567890' },
    { carrier: 'SF', trackingNo: 'SF1234567890', items: [] },
    { carrier: 'SF', trackingNo: 'SF1234567890', items: [{ skuId: 'a', quantity: 0 }] },
  ])('is a parcel without its particulars: %p', async (body) => {
    const orderNo = await buyByExpress(buyer, [{ sku, quantity: 1 }]);
    const answer = await atShop(shop.owner, shop).post(`/merchant/orders/${orderNo}/ship`).send(body);
    expect(answer.status).toBe(400);
  });
});
