import { application } from '../support/api';
import type { MadeSku } from '../support/catalog';
import { expectBooksBalance } from '../support/facts';
import { buyByExpress, makeShopSku, openShop, ship, type Shop } from '../support/fulfilment';
import { growthRecordsOf } from '../support/growth';
import { as, database, signIn, type SignedIn } from '../support/members';
import { givePointsRule, pausePointsRules } from '../support/points';
import { buy, makeSku, orderOf } from '../support/shopping';
import { inParallel, statusesOf } from '../support/storm';

const DAY_MS = 86_400_000;

let shop: Shop;
let sku: MadeSku;
let buyer: SignedIn;
let rule: { remove(): Promise<void> };
let paused: { restore(): Promise<void> };

beforeAll(async () => {
  paused = await pausePointsRules();
  rule = await givePointsRule({ scene: 'order_completed', pointsPerHundredYuan: 100, enabled: true });
  shop = await openShop();
  sku = await makeShopSku(shop, { price: 2_500, stock: 100 });
  buyer = await signIn();
});

afterAll(async () => {
  await rule.remove();
  await paused.restore();
  await expectBooksBalance({ users: [buyer.id], skus: [sku.id] });
});

const confirm = (member: SignedIn, orderNo: string) => as(member).post(`/orders/${orderNo}/confirm-receipt`).send({});
const rowOf = async (orderNo: string) =>
  (await database()('orders').where({ order_no: orderNo }).first()) as {
    id: number;
    state: string;
    points_earned: number;
    complete_due_at: unknown;
  };
const completions = async (orderNo: string): Promise<number> =>
  ((await database()('outbox_events').where({ aggregate_id: orderNo, name: 'order.completed' })) as unknown[]).length;
const sent = async (quantity = 2): Promise<string> => {
  const orderNo = await buyByExpress(buyer, [{ sku, quantity }]);
  await ship(shop, orderNo);
  return orderNo;
};
/** Moves the order's due time, because the clock of all suites stays where it is. */
const becomeDue = async (orderNo: string, agoMs = 1_000): Promise<void> => {
  const { strapi, clock } = application();
  const completeDueAt = new Date(clock.now().getTime() - agoMs).toISOString();
  await strapi.db.query('api::order.order').update({ where: { orderNo }, data: { completeDueAt } });
};

describe('confirming receipt', () => {
  it('completes the order once, gives its points once, also when clicked twenty times', async () => {
    const orderNo = await sent();
    const answers = await inParallel(Array.from({ length: 20 }), () => confirm(buyer, orderNo));
    expect(statusesOf(answers)).toEqual({ 200: 1, 409: 19 });
    const done = answers.find(({ status }) => status === 200);
    expect(done?.body.data).toMatchObject({ orderNo, status: 'completed', pointsEarned: 50 });
    expect(answers.filter(({ status }) => status === 409).every(({ body }) => body.code === 1101)).toBe(true);
    expect(await completions(orderNo)).toBe(1);
    expect((await rowOf(orderNo)).complete_due_at).toBeNull();
  });

  it('is refused while something is left to send, and before anything was', async () => {
    const orderNo = await buyByExpress(buyer, [{ sku, quantity: 2 }]);
    expect((await confirm(buyer, orderNo)).body).toMatchObject({ code: 1101 });
    await ship(shop, orderNo, { items: [{ skuId: sku.documentId, quantity: 1 }] });
    expect((await confirm(buyer, orderNo)).body).toMatchObject({
      code: 1101,
      error: { details: { reason: 'not_all_shipped' } },
    });
    expect((await rowOf(orderNo)).state).toBe('shipped');
  });

  it('earns growth, which the order remembers', async () => {
    const orderNo = await sent();
    await confirm(buyer, orderNo);
    const earned = (await growthRecordsOf(buyer)).filter((record) => record.order_no === orderNo);
    expect(earned).toHaveLength(1);
    expect(earned[0]?.change).toBeGreaterThan(0);
    expect(await rowOf(orderNo)).toMatchObject({ growth_earned: earned[0]?.change });
  });

  it('leaves out of the points what was refunded', async () => {
    const orderNo = await sent();
    const { id } = await rowOf(orderNo);
    await database()('order_items').where({ order_id: id }).update({ refunded_amount: 2_500, refunded_quantity: 1 });
    expect((await confirm(buyer, orderNo)).body.data.pointsEarned).toBe(25);
    await database()('order_items').where({ order_id: id }).update({ refunded_amount: 0, refunded_quantity: 0 });
  });
});

describe('an order nobody confirms', () => {
  it('completes by itself when it is due, and not before', async () => {
    const [due, fresh] = [await sent(), await sent()];
    await becomeDue(due);
    await application().runJob('auto-complete-orders');
    expect(await orderOf(buyer, due)).toMatchObject({ status: 'completed', pointsEarned: 50 });
    expect(await orderOf(buyer, fresh)).toMatchObject({ status: 'shipped', pointsEarned: 0 });
    await application().runJob('auto-complete-orders');
    expect(await completions(due)).toBe(1);
  });

  it('waits for a live after-sale case', async () => {
    const orderNo = await sent();
    const { id } = await rowOf(orderNo);
    const at = application().clock.now();
    const [afterSale] = (await database()('after_sales')
      .insert({
        document_id: `as${id}`,
        after_sale_no: `S${id}T${at.getTime()}`,
        order_id: id,
        state: 'pending',
        amount: 0,
        freight_amount: 0,
      })
      .returning('id')) as { id: number }[];
    await becomeDue(orderNo);
    await application().runJob('auto-complete-orders');
    expect((await rowOf(orderNo)).state).toBe('shipped');
    expect(new Date((await rowOf(orderNo)).complete_due_at as string).getTime()).toBeGreaterThan(at.getTime());
    await database()('after_sales').where({ id: afterSale?.id }).delete();
    await becomeDue(orderNo, 2 * DAY_MS);
    await application().runJob('auto-complete-orders');
    expect((await rowOf(orderNo)).state).toBe('completed');
  });

  it('starts waiting when a case has taken the pieces that were left', async () => {
    const orderNo = await buyByExpress(buyer, [{ sku, quantity: 2 }]);
    await ship(shop, orderNo, { items: [{ skuId: sku.documentId, quantity: 1 }] });
    const { id } = await rowOf(orderNo);
    await application().runJob('auto-complete-orders');
    expect((await rowOf(orderNo)).complete_due_at).toBeNull();
    await database()('order_items').where({ order_id: id }).update({ cancelled_quantity: 1 });
    await application().runJob('auto-complete-orders');
    expect(await rowOf(orderNo)).toMatchObject({ state: 'shipped', complete_due_at: expect.anything() as unknown });
    await database()('order_items').where({ order_id: id }).update({ cancelled_quantity: 0 });
  });

  it('is completed once by a customer and a job at the same moment', async () => {
    const orderNo = await sent();
    await becomeDue(orderNo);
    await Promise.all([confirm(buyer, orderNo), application().runJob('auto-complete-orders')]);
    expect(await rowOf(orderNo)).toMatchObject({ state: 'completed', points_earned: 50 });
    expect(await completions(orderNo)).toBe(1);
  });
});

describe('an order with nothing to hand over', () => {
  it('is completed by its payment and gives the points of completion with it', async () => {
    const product = { merchant: shop.id, kind: 'virtual' };
    const virtual = await makeSku({ price: 1_000, product });
    const orderNo = await buy(buyer, {
      items: [{ skuId: virtual.documentId, quantity: 1 }],
      delivery: { mode: 'none' },
    });
    expect(await orderOf(buyer, orderNo)).toMatchObject({ status: 'completed', pointsEarned: 10 });
    expect(await completions(orderNo)).toBe(1);
    const logs = (await database()('order_logs').where({ order_no: orderNo }).orderBy('id')) as { event: string }[];
    expect(logs.map(({ event }) => event)).toEqual(['place', 'pay_and_complete']);
  });
});
