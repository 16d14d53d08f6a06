import { settleRefunds } from '../support/after-sales';
import { application } from '../support/api';
import type { MadeSku } from '../support/catalog';
import { expectBooksBalance } from '../support/facts';
import { atShop, buyByExpress, buyForPickup, hire, makeShopSku, openShop, type Shop } from '../support/fulfilment';
import { as, database, signIn, type SignedIn } from '../support/members';
import { orderOf, pickupOrder, placeOrder } from '../support/shopping';
import { inParallel, statusesOf } from '../support/storm';

let shop: Shop;
let rival: Shop;
let sku: MadeSku;
let buyer: SignedIn;

beforeAll(async () => {
  [shop, rival, buyer] = [await openShop(), await openShop(), await signIn()];
  sku = await makeShopSku(shop, { stock: 100 });
});

afterAll(() => expectBooksBalance({ users: [buyer.id], skus: [sku.id] }));

const prepare = (orderNo: string) => atShop(shop.owner, shop).post(`/merchant/orders/${orderNo}/prepare-pickup`).send();
const verify = (pickupCode: string, at: { shop: Shop; member?: SignedIn } = { shop }) =>
  atShop(at.member ?? at.shop.owner, at.shop)
    .post('/merchant/verifications')
    .send({ pickupCode });
const codeOf = async (orderNo: string): Promise<string> =>
  ((await orderOf(buyer, orderNo)) as { pickupCode: string }).pickupCode;
const ready = async (): Promise<{ orderNo: string; code: string }> => {
  const orderNo = await buyForPickup(buyer, sku, 2);
  expect((await prepare(orderNo)).status).toBe(200);
  return { orderNo, code: await codeOf(orderNo) };
};
const shippedUnits = async (orderNo: string): Promise<number> => {
  const row = (await database()('order_items as i')
    .join('orders as o', 'o.id', 'i.order_id')
    .where('o.order_no', orderNo)
    .first('i.shipped_quantity')) as { shipped_quantity: number };
  return row.shipped_quantity;
};

interface Audit {
  action: string;
}
/** What the order's events say of handing it over. */
const deedsAtCounter = async (orderNo: string): Promise<string[]> => {
  const events = (await database()('outbox_events')
    .where({ aggregate_id: orderNo })
    .whereIn('name', ['order.ready_for_pickup', 'order.completed'])) as { name: string }[];
  return events.map(({ name }) => name).sort();
};

describe('an order to be picked up', () => {
  it('is prepared once, then waits, and says so by an event', async () => {
    const orderNo = await buyForPickup(buyer, sku);
    expect((await prepare(orderNo)).body.data).toMatchObject({ orderNo, status: 'ready_for_pickup' });
    expect((await prepare(orderNo)).body.code).toBe(1101);
    const events = (await database()('outbox_events').where({
      aggregate_id: orderNo,
      name: 'order.ready_for_pickup',
    })) as unknown[];
    expect(events).toHaveLength(1);
  });

  it('is not prepared before it is paid, nor when it goes by express', async () => {
    const unpaid = await placeOrder(buyer, await pickupOrder(sku));
    expect((await prepare(unpaid)).body.code).toBe(1101);
    const express = await buyByExpress(buyer, [{ sku, quantity: 1 }]);
    expect((await prepare(express)).body).toMatchObject({ code: 1101, error: { details: { reason: 'not_pickup' } } });
  });

  it('is completed by its code, with everything handed over', async () => {
    const { orderNo, code } = await ready();
    const cashier = await hire(shop, 'cashier');
    const answer = await verify(code, { shop, member: cashier });
    expect(answer.body).toMatchObject({ code: 200, data: { orderNo, status: 'completed' } });
    expect(await shippedUnits(orderNo)).toBe(2);
    const log = (await database()('order_logs').where({ order_no: orderNo, event: 'verify_pickup' }).first()) as object;
    expect(log).toMatchObject({ actor_type: 'staff', actor: cashier.documentId, to_state: 'completed' });
  });

  it('is handed over by its code although nobody said that it was ready: both deeds are done at once', async () => {
    const orderNo = await buyForPickup(buyer, sku, 2);
    const cashier = await hire(shop, 'cashier');
    const answer = await verify(await codeOf(orderNo), { shop, member: cashier });
    expect(answer.body).toMatchObject({ code: 200, data: { orderNo, status: 'completed' } });
    expect(await shippedUnits(orderNo)).toBe(2);
    const logs = (
      await database()('order_logs').where({ order_no: orderNo, actor: cashier.documentId }).orderBy('id')
    ).map(({ event, from_state: from, to_state: to }: Record<string, string>) => [event, from, to]);
    expect(logs).toEqual([
      ['prepare_pickup', 'awaiting_fulfilment', 'ready_for_pickup'],
      ['verify_pickup', 'ready_for_pickup', 'completed'],
    ]);
    expect(await deedsAtCounter(orderNo)).toEqual(['order.completed', 'order.ready_for_pickup']);
    const audits = (await database()('audit_logs').where({ actor: cashier.documentId }).orderBy('id')) as Audit[];
    expect(audits.map(({ action }) => action)).toEqual(['order.prepare-pickup', 'order.verify-pickup']);
  });

  it('asks nobody to come for what he has in his hands', async () => {
    const waiting = await ready();
    const handedOver = await buyForPickup(buyer, sku);
    expect((await verify(await codeOf(handedOver))).status).toBe(200);
    for (let round = 0; (await application().runJob('outbox-relay')) > 0 && round < 50; round += 1);
    const asked = (await database()('messages').where({
      user_id: buyer.id,
      event: 'order.ready_for_pickup',
    })) as { content: string }[];
    expect(asked.filter(({ content }) => content.includes(handedOver))).toEqual([]);
    expect(asked.filter(({ content }) => content.includes(waiting.orderNo))).toHaveLength(1);
  });

  it('is handed over once, prepared or not, however many counters do both at once', async () => {
    const orderNo = await buyForPickup(buyer, sku, 2);
    const code = await codeOf(orderNo);
    const answers = await inParallel(Array.from({ length: 10 }), () => verify(code));
    expect(statusesOf(answers)).toEqual({ 200: 1, 409: 9 });
    expect(await deedsAtCounter(orderNo)).toEqual(['order.completed', 'order.ready_for_pickup']);
  });

  it('is handed over once, however many counters type the code at once', async () => {
    const { orderNo, code } = await ready();
    const answers = await inParallel(Array.from({ length: 20 }), () => verify(code));
    expect(statusesOf(answers)).toEqual({ 200: 1, 409: 19 });
    for (const { body } of answers.filter(({ status }) => status === 409))
      expect(body).toMatchObject({ code: 1602, error: { details: { reason: 'used' } } });
    expect(await shippedUnits(orderNo)).toBe(2);
  });
});

describe('a pickup code that opens nothing', () => {
  it.each([
    ['other_point', async () => verify(await codeOf(await buyForPickup(buyer, sku)), { shop: rival })],
    ['other_point', async () => verify((await ready()).code, { shop: rival })],
    ['unknown', async () => verify('00000001')],
  ])('is refused with its reason: %s', async (reason, attempt) => {
    const answer = await attempt();
    expect(answer.body).toMatchObject({ code: 1602, error: { name: 'PickupCodeError', details: { reason } } });
  });

  it('hands over nothing of which an after-sale case took everything', async () => {
    const { orderNo, code } = await ready();
    const ofOrder = database()('orders').where({ order_no: orderNo }).select('id');
    await database()('order_items').whereIn('order_id', ofOrder).update({ cancelled_quantity: 2 });
    expect((await verify(code)).body).toMatchObject({ code: 1602, error: { details: { reason: 'after_sale' } } });
    await database()('order_items').whereIn('order_id', ofOrder).update({ cancelled_quantity: 0 });
  });

  it.each(['ABC123', '1', '取货码', "' or 1=1 --", 'x'.repeat(32)])(
    'is unknown, whatever it looks like: %p',
    async (code) => {
      const answer = await verify(code, { shop, member: await hire(shop, 'cashier') });
      expect(answer.body).toMatchObject({ code: 1602, error: { details: { reason: 'unknown' } } });
    },
  );

  it('opens nothing of an order that was refunded', async () => {
    const orderNo = await buyForPickup(buyer, sku);
    const code = await codeOf(orderNo);
    expect((await as(buyer).post(`/orders/${orderNo}/cancel`).send({})).status).toBe(200);
    await settleRefunds();
    expect((await verify(code)).body).toMatchObject({ code: 1602, error: { details: { reason: 'refunded' } } });
  });

  it.each(['', 'x'.repeat(33), null, 12345678])('is bad input when it is no code: %p', async (code) => {
    expect((await verify(code as string)).status).toBe(400);
  });

  it('may be tried ten times; then whoever tries has to wait, with a right code too', async () => {
    const guesser = await hire(shop, 'cashier');
    const { orderNo, code } = await ready();
    for (let attempt = 0; attempt < 11; attempt += 1)
      expect((await verify(String(10_000_000 + attempt), { shop, member: guesser })).body.code).toBe(1602);
    const late = await verify(code, { shop, member: guesser });
    expect(late.status).toBe(429);
    expect(Number(late.headers['retry-after'])).toBeGreaterThan(0);
    expect((await verify(code)).body.data).toMatchObject({ orderNo, status: 'completed' });
  });
});
