import { getService } from '../../src/platform/get-service';
import type {} from '../../src/api/operations/services/audit';
import { application } from '../support/api';
import { stockOf } from '../support/catalog';
import { expectBooksBalance } from '../support/facts';
import { as, database, signIn, type SignedIn } from '../support/members';
import { balanceOf, givePoints, makeGood, type MadeGood, redeem, redeemed } from '../support/mall';
import { pausePointsRules } from '../support/points';
import { buy, makeSku, payInWechat, pickupOrder, startPayment } from '../support/shopping';
import { runService } from '../support/run-service';
import { crowd, inParallel, statusesOf } from '../support/storm';

let pause: { restore(): Promise<void> };
beforeAll(async () => {
  pause = await pausePointsRules();
});
afterEach(() => application().clock.reset());
afterAll(() => pause.restore());

const times = (count: number) => Array.from({ length: count });

const inOrder = async (users: SignedIn[], ...goods: MadeGood[]): Promise<void> => {
  await expectBooksBalance({ users: users.map(({ id }) => id), skus: goods.map(({ skuId }) => skuId) });
  const { violations } = await getService(application().strapi, 'api::operations.audit')();
  expect(violations.filter(({ check }) => /^(points|stock|money)/.test(check))).toEqual([]);
};

describe('a storm on the points mall', () => {
  it('redeems exactly three times with points for three, of twenty at once', async () => {
    const member = await signIn();
    await givePoints([member], 399);
    const good = await makeGood({ points: 100 }, 50);
    const answers = await inParallel(times(20), () => redeem(member, good));
    expect(statusesOf(answers)).toEqual({ 201: 3, 409: 17 });
    for (const { body } of answers.filter(({ status }) => status === 409)) expect(body).toMatchObject({ code: 1301 });
    expect(await balanceOf(member)).toEqual({ available: 99, frozen: 0, used: 300 });
    expect(await stockOf(good.skuId)).toEqual({ available: 47, reserved: 0, sold: 3 });
    await inOrder([member], good);
  });

  it('holds points for exactly three unpaid ones, and frees every one of them once', async () => {
    const member = await signIn();
    await givePoints([member], 300);
    const good = await makeGood({ points: 100, price: 500 }, 50);
    const answers = await inParallel(times(20), () => redeem(member, good));
    expect(statusesOf(answers)).toEqual({ 201: 3, 409: 17 });
    expect(await balanceOf(member)).toEqual({ available: 0, frozen: 300, used: 0 });
    const orderNos = answers.flatMap(({ status, body }) => (status === 201 ? [body.data.orderNo as string] : []));
    const twice = [...orderNos, ...orderNos];
    const cancelled = await inParallel(twice, (orderNo) => as(member).post(`/orders/${orderNo}/cancel`).send({}));
    expect(statusesOf(cancelled)).toEqual({ 200: 3, 409: 3 });
    expect(await balanceOf(member)).toEqual({ available: 300, frozen: 0, used: 0 });
    expect(await stockOf(good.skuId)).toEqual({ available: 50, reserved: 0, sold: 0 });
    await inOrder([member], good);
  });

  it.each([
    ['points alone', 0, { available: 0, reserved: 0, sold: 1 }],
    ['points and money', 990, { available: 0, reserved: 1, sold: 0 }],
  ])('gives the last piece for %s to exactly one of thirty users', async (_what, price, stock) => {
    const users = await crowd(30);
    await givePoints(users, 100);
    const good = await makeGood({ points: 100, price }, 1);
    const answers = await inParallel(users, (user) => redeem(user, good));
    expect(statusesOf(answers)).toEqual({ 201: 1, 409: 29 });
    for (const { body } of answers.filter(({ status }) => status === 409)) expect(body).toMatchObject({ code: 1002 });
    expect(await stockOf(good.skuId)).toEqual(stock);
    const winner = users[answers.findIndex(({ status }) => status === 201)];
    for (const user of users) {
      const { available, frozen } = await balanceOf(user);
      expect({ available, frozen }).toEqual(
        user === winner ? { available: 0, frozen: price === 0 ? 0 : 100 } : { available: 100, frozen: 0 },
      );
    }
    await inOrder(users, good);
  });

  it('keeps to the limit per user, and a cancelled one may be redeemed again, once', async () => {
    const member = await signIn();
    await givePoints([member], 1_000);
    const good = await makeGood({ points: 10, price: 100, perUserLimit: 2 }, 50);
    const answers = await inParallel(times(15), () => redeem(member, good));
    expect(statusesOf(answers)).toEqual({ 201: 2, 409: 13 });
    for (const { body } of answers.filter(({ status }) => status === 409)) expect(body).toMatchObject({ code: 1003 });
    const orderNo = answers.find(({ status }) => status === 201)?.body.data.orderNo as string;
    await as(member).post(`/orders/${orderNo}/cancel`).send({});
    expect(statusesOf(await inParallel(times(10), () => redeem(member, good)))).toEqual({ 201: 1, 409: 9 });
    await inOrder([member], good);
  });

  it('makes one order of twenty equal requests with one key', async () => {
    const member = await signIn();
    await givePoints([member], 1_000);
    const good = await makeGood({ points: 100 }, 50);
    const answers = await inParallel(times(20), () => redeem(member, good, { key: 'one-and-only' }));
    expect(statusesOf(answers)).toEqual({ 201: 20 });
    expect(new Set(answers.map(({ body }) => body.data.orderNo as string)).size).toBe(1);
    expect(await balanceOf(member)).toEqual({ available: 900, frozen: 0, used: 100 });
    await inOrder([member], good);
  });

  it('never spends points twice between the mall, the checkout and what is given back meanwhile', async () => {
    const member = await signIn();
    await givePoints([member], 500);
    const good = await makeGood({ points: 100 }, 50);
    const priced = await makeGood({ points: 100, price: 100 }, 50);
    const sku = await makeSku({ price: 1_000, stock: 50 });
    const body = { ...(await pickupOrder(sku)), pointsToUse: 100 };
    const held = await redeemed(member, priced);
    const answers = await inParallel(times(24), (_none, turn) => {
      if (turn % 3 === 0) return redeem(member, good);
      if (turn % 3 === 1) return as(member).post('/orders').send(body);
      return turn === 2 ? as(member).post(`/orders/${held.orderNo}/cancel`).send({}) : redeem(member, priced);
    });
    expect(answers.filter(({ status }) => ![200, 201, 409].includes(status))).toEqual([]);
    const { available, frozen, used } = await balanceOf(member);
    expect(available + frozen + used).toBe(500);
    expect(available).toBeLessThan(100);
    await inOrder([member], good, priced);
  });

  it('lets payment or time-out win, never both', async () => {
    const users = await crowd(8);
    await givePoints(users, 100);
    const good = await makeGood({ points: 100, price: 700 }, 8);
    const orders = await inParallel(users, async (user) => {
      const { orderNo } = await redeemed(user, good);
      return { user, orderNo, payParams: await startPayment(user, orderNo) };
    });
    application().clock.advance({ minutes: 16 });
    await Promise.all([
      ...orders.map(({ user, payParams }) => payInWechat(user, payParams).catch(() => undefined)),
      runService('api::order.close-expired-orders'),
      runService('api::order.close-expired-orders'),
    ]);
    for (const { user, orderNo } of orders) {
      const row = (await database()('orders').where({ order_no: orderNo }).first('state')) as { state: string };
      const expected = row.state === 'completed' ? { available: 0, used: 100 } : { available: 100, used: 0 };
      expect(await balanceOf(user)).toEqual({ ...expected, frozen: 0 });
    }
    await inOrder(users, good);
  });

  it('does not get in the way of ordinary orders of the same user', async () => {
    const member = await signIn();
    await givePoints([member], 1_000);
    const good = await makeGood({ points: 10 }, 50);
    const body = await pickupOrder(await makeSku({ stock: 50 }));
    const [redemptions, orders] = await Promise.all([
      inParallel(times(10), () => redeem(member, good)),
      inParallel(times(10), () => buy(member, body)),
    ]);
    expect(statusesOf(redemptions)).toEqual({ 201: 10 });
    expect(new Set(orders).size).toBe(10);
    await inOrder([member], good);
  });
});
