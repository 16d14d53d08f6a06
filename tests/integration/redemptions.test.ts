import type {} from '../../src/api/operations/services/audit';
import { getService } from '../../src/platform/get-service';
import { changeSettings, openCase, settleRefunds } from '../support/after-sales';
import { signInToPanel } from '../support/admin-client';
import { api, application } from '../support/api';
import { stockOf } from '../support/catalog';
import { expectBooksBalance } from '../support/facts';
import { expressOrder, newTrackingNo } from '../support/fulfilment';
import { as, database, signIn, type SignedIn } from '../support/members';
import { balanceOf, changeGood, givePoints, type MadeGood, makeGood, redeem, redeemed, restock } from '../support/mall';
import { givePointsRule, pausePointsRules } from '../support/points';
import { makePickupPoint, makeSku, orderOf, payInWechat, startPayment } from '../support/shopping';
import { runService } from '../support/run-service';

let member: SignedIn;
let pause: { restore(): Promise<void> };

beforeAll(async () => {
  pause = await pausePointsRules();
});
beforeEach(async () => {
  member = await signIn();
  await givePoints([member], 1_000);
});
afterEach(() => application().clock.reset());
afterAll(() => pause.restore());

const inOrder = (good: MadeGood) => expectBooksBalance({ users: [member.id], skus: [good.skuId] });
const cancel = (orderNo: string) => as(member).post(`/orders/${orderNo}/cancel`).send({});
const toAddress = async () => (await expressOrder(member, [])).delivery;
const recordsOf = async (orderNo: string) =>
  (
    (await database()('points_records').where({ order_no: orderNo }).orderBy('id')) as {
      type: string;
      change: number;
    }[]
  ).map(({ type, change }) => [type, change]);

describe('redeeming with points alone', () => {
  it('pays a virtual good at once and completes its order', async () => {
    const good = await makeGood({ name: '视频会员月卡', points: 300 }, 5);
    const answer = await redeem(member, good, { quantity: 2 });
    expect(answer.status).toBe(201);
    expect(answer.body.data).toMatchObject({
      type: 'points',
      status: 'completed',
      itemsAmount: 0,
      freightAmount: 0,
      payAmount: 0,
      paidAmount: 0,
      pointsUsed: 600,
      pointsEarned: 0,
      adjustments: [],
      delivery: { mode: 'none' },
      items: [
        {
          skuId: good.skuDocumentId,
          productId: good.documentId,
          name: '视频会员月卡',
          quantity: 2,
          price: 0,
          paidAmount: 0,
          pointsUsed: 600,
          pointsEarned: 0,
          priceExplanation: [
            { type: 'goods', label: '单价 ¥0.00 × 2', amount: 0, after: 0 },
            { type: 'redemption', label: '积分兑换（600 积分）', amount: 0, after: 0 },
          ],
        },
      ],
    });
    const { orderNo } = answer.body.data as { orderNo: string };
    expect(await balanceOf(member)).toEqual({ available: 400, frozen: 0, used: 600 });
    expect(await stockOf(good.skuId)).toEqual({ available: 3, reserved: 0, sold: 2 });
    expect(await recordsOf(orderNo)).toEqual([
      ['freeze', 0],
      ['redeem', -600],
    ]);
    expect(await database()('payments').where({ order_no: orderNo })).toMatchObject([
      { amount: 0, method: 'zero', state: 'succeeded', transaction_id: null },
    ]);
    expect((await as(member).get(`/orders/${orderNo}/payment`)).body.data).toMatchObject({ status: 'succeeded' });
    // A client that pays whatever it has placed is told so, and nothing is paid twice.
    expect((await as(member).post(`/orders/${orderNo}/pay`)).body.data).toEqual({ paid: true });
    expect(await database()('payments').where({ order_no: orderNo })).toHaveLength(1);
    await inOrder(good);
  });

  it('lets a physical good wait to be sent, and sends it like any other order', async () => {
    const good = await makeGood({ kind: 'physical', points: 500 });
    const order = await redeemed(member, good, { delivery: await toAddress(), remark: '要红色的' });
    expect(order).toMatchObject({ status: 'awaiting_fulfilment', remark: '要红色的', freightAmount: 0 });
    expect(order).toMatchObject({ delivery: { mode: 'express', phone: '13800138000' } });
    const admin = await signInToPanel();
    const parcel = { carrier: 'SF', trackingNo: newTrackingNo() };
    expect((await admin.call('post', `/shop/orders/${order.orderNo}/ship`, parcel)).status).toBe(200);
    expect(await orderOf(member, order.orderNo)).toMatchObject({ status: 'shipped', shipments: [parcel] });
    const received = await as(member).post(`/orders/${order.orderNo}/confirm-receipt`).send({});
    expect(received.body.data).toMatchObject({ status: 'completed', pointsEarned: 0 });
    await inOrder(good);
  });

  it('hands a good over at a pickup point by its code', async () => {
    const good = await makeGood({ kind: 'physical' });
    const order = await redeemed(member, good, {
      delivery: { mode: 'pickup', pickupPointId: await makePickupPoint() },
    });
    expect(order).toMatchObject({ status: 'awaiting_fulfilment', pickupCode: expect.stringMatching(/^\d{8}$/) });
    const admin = await signInToPanel();
    const ready = await admin.call('post', `/shop/orders/${order.orderNo}/prepare-pickup`, {});
    expect(ready.status).toBe(200);
    const { pickupCode } = await orderOf(member, order.orderNo);
    const taken = await admin.call('post', `/shop/orders/${order.orderNo}/verify-pickup`, { pickupCode });
    expect(taken.status).toBe(200);
    expect(await orderOf(member, order.orderNo)).toMatchObject({ status: 'completed' });
  });

  it('gives points, stock and the place under the limit back when it is cancelled before it is sent', async () => {
    const good = await makeGood({ kind: 'physical', points: 400, perUserLimit: 1 }, 1);
    const delivery = await toAddress();
    const { orderNo } = await redeemed(member, good, { delivery });
    expect((await cancel(orderNo)).body.data).toMatchObject({ status: 'refunded', refundedAmount: 0 });
    expect(await balanceOf(member)).toEqual({ available: 1_000, frozen: 0, used: 0 });
    expect(await stockOf(good.skuId)).toEqual({ available: 1, reserved: 0, sold: 0 });
    expect((await cancel(orderNo)).status).toBe(409);
    expect((await as(member).post(`/orders/${orderNo}/pay`)).body).toMatchObject({ code: 1101 });
    await redeemed(member, good, { delivery });
    await inOrder(good);
  });

  it('earns nothing, whatever rules there are for payments and completed orders', async () => {
    const rules = [
      await givePointsRule({ scene: 'payment', pointsPerHundredYuan: 100, fixedPoints: 10, enabled: true }),
      await givePointsRule({ scene: 'order_completed', fixedPoints: 10, enabled: true }),
    ];
    const { orderNo } = await redeemed(member, await makeGood());
    for (const rule of rules) await rule.remove();
    expect(await orderOf(member, orderNo)).toMatchObject({ status: 'completed', pointsToEarn: 0, pointsEarned: 0 });
    expect(await balanceOf(member)).toMatchObject({ available: 900 });
  });

  it('stands among the orders of its user, and in nobody else’s', async () => {
    const { orderNo } = await redeemed(member, await makeGood({ name: '小夜灯' }));
    const list = (await as(member).get('/orders')).body.data as { orderNo: string; type: string }[];
    expect(list).toMatchObject([{ orderNo, type: 'points', items: [{ name: '小夜灯' }] }]);
    const stranger = await signIn();
    expect((await as(stranger).get(`/orders/${orderNo}`)).status).toBe(404);
    expect((await as(stranger).post(`/orders/${orderNo}/cancel`).send({})).status).toBe(404);
    expect((await as(stranger).post(`/orders/${orderNo}/pay`)).status).toBe(404);
  });
});

describe('redeeming with points and money', () => {
  const dear = () => makeGood({ kind: 'physical', points: 200, price: 1_990 }, 3);

  it('holds the points until WeChat has the money, and spends both together', async () => {
    const good = await dear();
    const order = await redeemed(member, good, { quantity: 2, delivery: await toAddress() });
    expect(order).toMatchObject({ status: 'pending_payment', itemsAmount: 3_980, payAmount: 3_980, pointsUsed: 400 });
    expect(await balanceOf(member)).toEqual({ available: 600, frozen: 400, used: 0 });
    expect(await stockOf(good.skuId)).toEqual({ available: 1, reserved: 2, sold: 0 });
    await payInWechat(member, await startPayment(member, order.orderNo));
    expect(await orderOf(member, order.orderNo)).toMatchObject({ status: 'awaiting_fulfilment', paidAmount: 3_980 });
    expect(await balanceOf(member)).toEqual({ available: 600, frozen: 0, used: 400 });
    expect(await stockOf(good.skuId)).toEqual({ available: 1, reserved: 0, sold: 2 });
    await inOrder(good);
  });

  it('completes a virtual good with its payment, and earns points and growth for the money alone', async () => {
    const growth = await changeSettings({ growthPerYuan: 1 });
    const rule = await givePointsRule({ scene: 'payment', pointsPerHundredYuan: 100, enabled: true });
    const good = await makeGood({ points: 500, price: 2_500 });
    const order = await redeemed(member, good);
    expect(order).toMatchObject({ pointsToEarn: 25, pointsEarned: 0 });
    await payInWechat(member, await startPayment(member, order.orderNo));
    await rule.remove();
    await growth.restore();
    expect(await orderOf(member, order.orderNo)).toMatchObject({ status: 'completed', pointsEarned: 25 });
    expect(await balanceOf(member)).toMatchObject({ available: 525, used: 500 });
    await inOrder(good);
  });

  it('gives points and stock back when it is cancelled unpaid', async () => {
    const good = await dear();
    const { orderNo } = await redeemed(member, good, { delivery: await toAddress() });
    expect((await cancel(orderNo)).body.data).toMatchObject({ status: 'closed' });
    expect(await balanceOf(member)).toEqual({ available: 1_000, frozen: 0, used: 0 });
    expect(await stockOf(good.skuId)).toEqual({ available: 3, reserved: 0, sold: 0 });
    expect(await recordsOf(orderNo)).toEqual([
      ['freeze', 0],
      ['unfreeze', 0],
    ]);
    await inOrder(good);
  });

  it('gives them back when nobody pays in time', async () => {
    const good = await makeGood({ points: 200, price: 1_990, perUserLimit: 1 }, 1);
    const { orderNo } = await redeemed(member, good);
    application().clock.advance({ minutes: 16 });
    await runService('api::order.close-expired-orders');
    expect(await orderOf(member, orderNo)).toMatchObject({ status: 'closed' });
    expect(await balanceOf(member)).toEqual({ available: 1_000, frozen: 0, used: 0 });
    expect(await redeem(member, good)).toMatchObject({ status: 201 });
    await inOrder(good);
  });

  it('returns money, points and stock in full for an order that was not sent', async () => {
    const rule = await givePointsRule({ scene: 'payment', pointsPerHundredYuan: 100, enabled: true });
    const good = await dear();
    const { orderNo } = await redeemed(member, good, { quantity: 2, delivery: await toAddress() });
    await payInWechat(member, await startPayment(member, orderNo));
    await rule.remove();
    expect(await balanceOf(member)).toEqual({ available: 639, frozen: 0, used: 400 });
    await cancel(orderNo);
    await settleRefunds();
    expect(await orderOf(member, orderNo)).toMatchObject({ status: 'refunded', refundedAmount: 3_980 });
    expect(await balanceOf(member)).toEqual({ available: 1_000, frozen: 0, used: 0 });
    expect(await stockOf(good.skuId)).toEqual({ available: 3, reserved: 0, sold: 0 });
    await inOrder(good);
  });

  it('returns one of two with its own share of money and points', async () => {
    const good = await makeGood({ points: 333, price: 1_001, perUserLimit: 2 }, 5);
    const { orderNo } = await redeemed(member, good, { quantity: 2 });
    await payInWechat(member, await startPayment(member, orderNo));
    const admin = await signInToPanel();
    const opened = await openCase(member, orderNo, { items: [{ skuId: good.skuDocumentId, quantity: 1 }] });
    expect(opened).toMatchObject({ amount: 1_001, status: 'pending' });
    expect((await redeem(member, good)).body).toMatchObject({ code: 1003 });
    const rows = (await database()('after_sales').where({ after_sale_no: opened.afterSaleNo })) as {
      document_id: string;
    }[];
    const approve = `/shop/after-sales/${rows[0]?.document_id ?? ''}/approve`;
    expect((await admin.call('post', approve, {})).status).toBe(200);
    await settleRefunds();
    expect(await orderOf(member, orderNo)).toMatchObject({ status: 'completed', refundedAmount: 1_001 });
    expect(await balanceOf(member)).toMatchObject({ available: 667, used: 333 });
    // What came back as money was used up by the buyer, so it is not in stock; the limit counts what was kept.
    expect(await stockOf(good.skuId)).toEqual({ available: 3, reserved: 0, sold: 2 });
    expect((await redeem(member, good)).status).toBe(201);
    await inOrder(good);
  });
});

describe('a redemption that cannot be', () => {
  const refusedWith = async (good: Pick<MadeGood, 'documentId'>, wish: Record<string, unknown> = {}) => {
    const { status, body } = await redeem(member, good, wish);
    const { code, error } = body as { code: number; error?: { details: Record<string, unknown> } };
    return { status, code, details: error?.details };
  };
  const nothingHappened = async () => {
    expect(await balanceOf(member)).toEqual({ available: 1_000, frozen: 0, used: 0 });
    expect(await database()('orders').where({ user_id: member.id })).toEqual([]);
  };

  it('costs more points than there are: 1301', async () => {
    const good = await makeGood({ points: 501 });
    expect(await refusedWith(good, { quantity: 2 })).toEqual({
      status: 409,
      code: 1301,
      details: { required: 1_002, available: 1_000 },
    });
    await nothingHappened();
    expect(await stockOf(good.skuId)).toEqual({ available: 10, reserved: 0, sold: 0 });
  });

  it('comes from a frozen points account: refused by name', async () => {
    const good = await makeGood();
    await database()('points_accounts').where({ user_id: member.id }).update({ state: 'frozen' });
    expect(await refusedWith(good)).toMatchObject({ code: 1000, details: { reason: 'points_account_frozen' } });
    await database()('points_accounts').where({ user_id: member.id }).update({ state: 'active' });
    await nothingHappened();
  });

  it('asks for more than is left: 1002', async () => {
    const good = await makeGood({ points: 1 }, 2);
    expect(await refusedWith(good, { quantity: 3 })).toEqual({
      status: 409,
      code: 1002,
      details: { items: [{ skuId: good.skuDocumentId, available: 2 }] },
    });
    await nothingHappened();
  });

  it('asks for far more than is left, than is allowed or than the points suffice for', async () => {
    expect(await refusedWith(await makeGood({ points: 1 }, 2), { quantity: 1_000 })).toMatchObject({ code: 1002 });
    const limited = await makeGood({ points: 1, perUserLimit: 3 });
    expect(await refusedWith(limited, { quantity: 1_000 })).toMatchObject({ code: 1003 });
    const dear = await makeGood({ points: 1_000_000, price: 1_000_000 }, 100_000);
    expect(await refusedWith(dear, { quantity: 100_000 })).toMatchObject({ code: 1301 });
    await nothingHappened();
  });

  it('would cost more money than can be paid at once: 1000', async () => {
    const dear = await makeGood({ points: 1, price: 5_000_000 }, 1_000);
    expect(await refusedWith(dear, { quantity: 500 })).toMatchObject({
      code: 1000,
      details: { reason: 'amount_too_large' },
    });
    await nothingHappened();
  });

  it('is beyond the limit per user: 1003 with what is left', async () => {
    const good = await makeGood({ points: 1, perUserLimit: 3 });
    await redeemed(member, good, { quantity: 2 });
    expect(await refusedWith(good, { quantity: 2 })).toEqual({
      status: 409,
      code: 1003,
      details: { productId: good.documentId, limit: 3, remaining: 1 },
    });
    const other = await signIn();
    await givePoints([other], 10);
    await redeemed(other, good, { quantity: 3 });
  });

  it('is of something that is not on offer: 1001 with the reason', async () => {
    const at = application().clock.now().getTime();
    const goods: [MadeGood, string][] = [
      [await makeGood({ state: 'off_sale' }), 'off_sale'],
      [await makeGood({ state: 'draft' }), 'off_sale'],
      [await makeGood({ listAt: new Date(at + 60_000).toISOString() }), 'not_listed_yet'],
      [await makeGood({ delistAt: new Date(at - 60_000).toISOString() }), 'delisted'],
    ];
    for (const [good, reason] of goods)
      expect(await refusedWith(good)).toMatchObject({ status: 409, code: 1001, details: { reason } });
    expect(await refusedWith({ documentId: 'nosuchgood' })).toMatchObject({
      code: 1001,
      details: { reason: 'not_found' },
    });
    await nothingHappened();
  });

  it('does not say where a physical good goes, or names a way it does not come: 1601', async () => {
    const good = await makeGood({ kind: 'physical', deliversPickup: false });
    const pickupPointId = await makePickupPoint();
    const wishes: [unknown, string][] = [
      [undefined, 'delivery_required'],
      [{ mode: 'none' }, 'mode_not_offered'],
      [{ mode: 'pickup', pickupPointId }, 'mode_not_offered'],
      [{ mode: 'community' }, 'mode_not_offered'],
      [{ mode: 'express' }, 'address_required'],
    ];
    for (const [delivery, reason] of wishes)
      expect(await refusedWith(good, { delivery })).toMatchObject({ status: 409, code: 1601, details: { reason } });
    const virtual = await makeGood();
    expect(await refusedWith(virtual, { delivery: await toAddress() })).toMatchObject({ code: 1601 });
    await nothingHappened();
  });

  it('goes to somebody else’s address: not found', async () => {
    const good = await makeGood({ kind: 'physical' });
    const delivery = (await expressOrder(await signIn(), [])).delivery;
    expect(await refusedWith(good, { delivery })).toMatchObject({ status: 404 });
    await nothingHappened();
  });

  it('has another price than the user agreed to: 1004 with the price of now', async () => {
    const good = await makeGood({ points: 100, price: 500 });
    const agreed = { expectedPoints: 100, expectedPayAmount: 500 };
    await changeGood(good, { points: 120 });
    expect(await refusedWith(good, agreed)).toEqual({
      status: 409,
      code: 1004,
      details: { points: 120, payAmount: 500 },
    });
    await nothingHappened();
    await redeemed(member, good, { ...agreed, expectedPoints: 120 });
  });

  it.each([
    {},
    { quantity: 1 },
    { pointsGoodId: 'x' },
    { pointsGoodId: 'x', quantity: 0 },
    { pointsGoodId: 'x', quantity: -1 },
    { pointsGoodId: 'x', quantity: 1.5 },
    { pointsGoodId: 'x', quantity: '1' },
    { pointsGoodId: 'x', quantity: 100_001 },
    { pointsGoodId: "x' or 1=1", quantity: 1 },
    { pointsGoodId: { $ne: '' }, quantity: 1 },
    { pointsGoodId: 'x', quantity: 1, points: 1 },
    { pointsGoodId: 'x', quantity: 1, price: 0 },
    { pointsGoodId: 'x', quantity: 1, delivery: 'express' },
    { pointsGoodId: 'x', quantity: 1, delivery: { mode: 'teleport' } },
    { pointsGoodId: 'x', quantity: 1, userId: 1 },
    [],
  ])('is not even a request: %j', async (body) => {
    expect((await as(member).post('/points/redemptions').send(body)).status).toBe(400);
  });

  it('comes from nobody: 401', async () => {
    const good = await makeGood();
    const wish = { pointsGoodId: good.documentId, quantity: 1 };
    expect((await api().post('/api/v1/points/redemptions').send(wish)).status).toBe(401);
  });

  it('tries to buy a points good for no money as if it were a product: 1001', async () => {
    const good = await makeGood();
    const body = { items: [{ skuId: good.skuDocumentId, quantity: 1 }], delivery: { mode: 'none' } };
    expect((await as(member).post('/orders').send(body)).body).toMatchObject({ code: 1001 });
    expect((await as(member).put('/cart/items').send(body.items[0])).status).toBe(409);
  });

  it('names a product of the shop instead of a points good: 1001', async () => {
    const { documentId } = await makeSku();
    expect(await refusedWith({ documentId })).toMatchObject({ code: 1001, details: { reason: 'not_found' } });
  });
});

describe('a redemption that is sent again', () => {
  it('with the same key is the same order, paid once', async () => {
    const good = await makeGood({ points: 300 });
    const first = await redeem(member, good, { key: 'redeem-1' });
    const again = await redeem(member, good, { key: 'redeem-1' });
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body.data).toEqual(first.body.data);
    expect(await balanceOf(member)).toEqual({ available: 700, frozen: 0, used: 300 });
    expect(await stockOf(good.skuId)).toEqual({ available: 9, reserved: 0, sold: 1 });
  });

  it('with the same key and other words is a conflict: 1005', async () => {
    const good = await makeGood();
    await redeem(member, good, { key: 'redeem-2' });
    const other = await redeem(member, good, { key: 'redeem-2', quantity: 2 });
    expect(other).toMatchObject({ status: 409, body: { code: 1005 } });
    expect(await balanceOf(member)).toMatchObject({ available: 900 });
  });

  it('with the same key by another user is that user’s own', async () => {
    const good = await makeGood();
    const other = await signIn();
    await givePoints([other], 100);
    const mine = await redeem(member, good, { key: 'redeem-3' });
    const theirs = await redeem(other, good, { key: 'redeem-3' });
    expect(theirs.status).toBe(201);
    expect(theirs.body.data.orderNo).not.toBe(mine.body.data.orderNo);
  });

  it('after a refusal may succeed under the same key', async () => {
    const good = await makeGood({}, 0);
    expect((await redeem(member, good, { key: 'redeem-4' })).body).toMatchObject({ code: 1002 });
    await changeGood(good, { points: 90 });
    await restock(good.documentId, 1);
    expect((await redeem(member, good, { key: 'redeem-4' })).status).toBe(201);
    expect(await balanceOf(member)).toMatchObject({ available: 910 });
  });
});

describe('what follows a redemption', () => {
  it('is no review: a points good has no page that would show it', async () => {
    const good = await makeGood();
    const { orderNo } = await redeemed(member, good);
    const items = [{ skuId: good.skuDocumentId, rating: 5, content: '好用' }];
    const answer = await as(member).post(`/orders/${orderNo}/reviews`).send({ items });
    expect(answer).toMatchObject({ status: 400, body: { code: 1000 } });
  });

  it('is a message that does not speak of money when there was none', async () => {
    const { orderNo } = await redeemed(member, await makeGood());
    while ((await application().runJob('outbox-relay')) > 0);
    const messages = (await database()('messages').where({ user_id: member.id })) as { content: string }[];
    const about = messages.map(({ content }) => content).filter((content) => content.includes(orderNo));
    expect(about).toEqual([`订单 ${orderNo} 已全部抵扣，无需付款，我们会尽快为您处理。`]);
  });

  it('is an audit that misses no point: what an order takes is what its holds and its lines say', async () => {
    const { orderNo } = await redeemed(member, await makeGood());
    const order = () => database()('orders').where({ order_no: orderNo });
    await order().increment('points_used', 1);
    const { violations } = await getService(application().strapi, 'api::operations.audit')();
    await order().decrement('points_used', 1);
    expect(violations).toMatchObject([
      { check: 'points: what an order takes is what it holds or has spent', rows: [{ order_no: orderNo }] },
      { check: 'points: what an order takes is shared out to its lines', rows: [{ order_no: orderNo }] },
    ]);
  });

  it('is nothing that a later change of the good could alter', async () => {
    const good = await makeGood({ name: '旧名字', points: 100 });
    const { orderNo } = await redeemed(member, good);
    await changeGood(good, { name: '新名字', points: 900, kind: 'physical' });
    expect(await orderOf(member, orderNo)).toMatchObject({ pointsUsed: 100, items: [{ name: '旧名字' }] });
  });

  it('keeps to what was ordered when the good turns physical before its money comes', async () => {
    const good = await makeGood({ price: 100 });
    const { orderNo } = await redeemed(member, good);
    await changeGood(good, { kind: 'physical' });
    await payInWechat(member, await startPayment(member, orderNo));
    expect(await orderOf(member, orderNo)).toMatchObject({ status: 'completed' });
  });
});
