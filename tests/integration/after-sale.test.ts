import {
  askForMoney,
  buyVirtual,
  caseOf,
  changeSettings,
  openCase,
  refundsAtWechat,
  refundsOf,
  settleRefunds,
} from '../support/after-sales';
import { type AdminClient, signInToPanel } from '../support/admin-client';
import { application } from '../support/api';
import { makeProduct, setStock, stockOf } from '../support/catalog';
import { expectBooksBalance } from '../support/facts';
import { as, database, signIn, type SignedIn } from '../support/members';
import { ensurePaymentRule } from '../support/points';
import { buy, makePickupPoint, makeSku, orderOf, pickupOrder } from '../support/shopping';

const control = () => application().wechat.control;

const pointsOf = async (member: SignedIn) =>
  (await database()('points_accounts').where({ user_id: member.id }).first()) as {
    available: number;
    debt: number;
    used: number;
    total: number;
  };

beforeAll(ensurePaymentRule);
const restore: { restore(): Promise<void> }[] = [];

afterEach(async () => {
  control().clearFaults();
  application().clock.reset();
  for (const settings of restore.splice(0)) await settings.restore();
});

/** The same user with a fresh token: the old one ends while the clock runs ahead. */
const again = (member: SignedIn): Promise<SignedIn> => signIn(member.openid);

describe('an order that has not left the house', () => {
  it('is refunded at once and in full, and everything it changed is undone', async () => {
    const member = await signIn();
    const sku = await makeSku({ price: 2_500, stock: 4 });
    const orderNo = await buy(member, await pickupOrder(sku, 2));
    expect(await orderOf(member, orderNo)).toMatchObject({ status: 'awaiting_fulfilment', pointsEarned: 50 });

    const answer = await askForMoney(member, orderNo, { items: [{ skuId: sku.documentId, quantity: 2 }] });
    expect(answer.status).toBe(201);
    expect(answer.body.data).toMatchObject({ status: 'approved', amount: 5_000, refund: { status: 'created' } });
    await settleRefunds();

    expect(refundsAtWechat(await refundsOf(orderNo))).toMatchObject([{ refundFen: 5_000, status: 'SUCCESS' }]);
    const order = await orderOf(member, orderNo);
    expect(order).toMatchObject({
      status: 'refunded',
      refundedAmount: 5_000,
      items: [{ refundedQuantity: 2, refundedAmount: 5_000 }],
      afterSales: [{ status: 'approved', refund: { status: 'succeeded', amount: 5_000 } }],
    });
    expect(await stockOf(sku.id)).toEqual({ available: 4, reserved: 0, sold: 0 });
    expect(await pointsOf(member)).toMatchObject({ available: 0, debt: 0, total: 0 });
    await expectBooksBalance({ users: [member.id], skus: [sku.id] });
  });

  it('no longer counts against the limit per person with the pieces that went back', async () => {
    const member = await signIn();
    const sku = await makeSku({ stock: 5, product: { perUserLimit: 2 } });
    const orderNo = await buy(member, await pickupOrder(sku, 2));
    const order = async (quantity: number) =>
      (
        await as(member)
          .post('/orders')
          .send(await pickupOrder(sku, quantity))
      ).body as Record<string, unknown>;
    await openCase(member, orderNo, { items: [{ skuId: sku.documentId, quantity: 1 }] });
    expect(await order(1)).toMatchObject({ code: 1003, error: { details: { limit: 2 } } });
    await settleRefunds();
    expect(await order(2)).toMatchObject({ code: 1003 });
    expect(await order(1)).toMatchObject({ code: 200 });
    expect(await order(1)).toMatchObject({ code: 1003 });
    await expectBooksBalance({ users: [member.id], skus: [sku.id] });
  });

  it('becomes a refund of everything when it is cancelled, once', async () => {
    const member = await signIn();
    const sku = await makeSku({ price: 900, stock: 3 });
    const orderNo = await buy(member, await pickupOrder(sku, 3));
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => as(member).post(`/orders/${orderNo}/cancel`).send({ reason: '拍错了' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    expect(answers.filter(({ status }) => status === 409).map(({ body }) => body.code)).toEqual([1101, 1101, 1101]);
    await settleRefunds();
    expect(await orderOf(member, orderNo)).toMatchObject({ status: 'refunded', refundedAmount: 2_700 });
    expect(await refundsOf(orderNo)).toHaveLength(1);
    await expectBooksBalance({ users: [member.id], skus: [sku.id] });
  });

  // Incidents 15 and 19.
  it('gives back one line and leaves the other exactly as it was', async () => {
    const member = await signIn();
    const { skus } = await makeProduct([1_001, 700]);
    const [first, second] = skus;
    if (!first || !second) throw new Error('two SKUs were wanted');
    for (const sku of skus) await setStock(sku.id, 5);
    const orderNo = await buy(member, {
      items: [
        { skuId: first.documentId, quantity: 3 },
        { skuId: second.documentId, quantity: 1 },
      ],
      delivery: { mode: 'pickup', pickupPointId: await makePickupPoint() },
    });
    await openCase(member, orderNo, { items: [{ skuId: first.documentId, quantity: 1 }] });
    await settleRefunds();
    expect(await orderOf(member, orderNo)).toMatchObject({
      status: 'awaiting_fulfilment',
      refundedAmount: 1_001,
      items: [
        { refundedQuantity: 1, refundedAmount: 1_001 },
        { refundedQuantity: 0, refundedAmount: 0 },
      ],
    });
    expect(await stockOf(first.id)).toEqual({ available: 3, reserved: 0, sold: 2 });
    expect(await stockOf(second.id)).toEqual({ available: 4, reserved: 0, sold: 1 });
    await expectBooksBalance({ users: [member.id], skus: [first.id, second.id] });
  });

  it('waits for the shop when its settings want that, and can be given up until then', async () => {
    restore.push(await changeSettings({ refundsUnshippedAtOnce: false }));
    const member = await signIn();
    const sku = await makeSku({ price: 900, stock: 3 });
    const orderNo = await buy(member, await pickupOrder(sku));
    const items = [{ skuId: sku.documentId, quantity: 1 }];
    const tooMany = [{ skuId: sku.documentId, quantity: 1_000 }];
    expect((await askForMoney(member, orderNo, { items: tooMany })).body.code).toBe(1202);
    const opened = await openCase(member, orderNo, { items });
    expect(opened).toMatchObject({ status: 'pending', refund: null });
    expect((await askForMoney(member, orderNo, { items })).body.code).toBe(1202);
    const cancelled = await as(member).post(`/after-sales/${opened.afterSaleNo}/cancel`);
    expect(cancelled.body.data).toMatchObject({ status: 'cancelled' });
    expect((await as(member).post(`/after-sales/${opened.afterSaleNo}/cancel`)).body.code).toBe(1101);
    expect(await openCase(member, orderNo, { items })).toMatchObject({ status: 'pending' });
    await settleRefunds(1);
    expect(await refundsOf(orderNo)).toEqual([]);
    await expectBooksBalance({ users: [member.id], skus: [sku.id] });
  });
});

describe('goods the buyer holds', () => {
  it('are sent back, received and then refunded; they can be sold again', async () => {
    const admin = await signInToPanel();
    const member = await signIn();
    const { orderNo, sku } = await buyVirtual(member, { price: 1_500, quantity: 2, stock: 2 });
    const items = [{ skuId: sku.documentId, quantity: 1 }];
    const opened = await openCase(member, orderNo, {
      type: 'return_refund',
      items,
      images: ['https://example.com/a.jpg'],
    });
    expect(opened).toMatchObject({ status: 'pending', amount: 1_500 });
    const parcel = { carrier: '顺丰速运', trackingNo: 'SF1234567890' };
    const path = `/after-sales/${opened.afterSaleNo}`;
    expect((await as(member).post(`${path}/return-shipment`).send(parcel)).body.code).toBe(1101);

    await decide(admin, opened.afterSaleNo, 'approve', { note: '请寄回' });
    expect(await caseOf(member, opened.afterSaleNo)).toMatchObject({ status: 'awaiting_return', refund: null });
    const sent = await as(member).post(`${path}/return-shipment`).send(parcel);
    expect(sent.body.data).toMatchObject({ status: 'returned', returnShipment: parcel });
    await decide(admin, opened.afterSaleNo, 'receive', {});
    await settleRefunds();

    expect(await caseOf(member, opened.afterSaleNo)).toMatchObject({
      status: 'approved',
      refund: { status: 'succeeded', amount: 1_500 },
    });
    expect(await orderOf(member, orderNo)).toMatchObject({ status: 'completed', refundedAmount: 1_500 });
    expect(await stockOf(sku.id)).toEqual({ available: 1, reserved: 0, sold: 1 });
    expect(await pointsOf(member)).toMatchObject({ available: 15, debt: 0 });
    expect((await as(member).get('/me/member')).body.data).toMatchObject({ growth: 15 });
    await expectBooksBalance({ users: [member.id], skus: [sku.id] });
  });

  // Incident 19.
  it('stay sold when only the money goes back', async () => {
    const admin = await signInToPanel();
    const member = await signIn();
    const { orderNo, sku } = await buyVirtual(member, { price: 1_500, quantity: 1, stock: 1 });
    const opened = await openCase(member, orderNo, { items: [{ skuId: sku.documentId, quantity: 1 }], amount: 500 });
    await decide(admin, opened.afterSaleNo, 'approve', {});
    await settleRefunds();
    expect(await orderOf(member, orderNo)).toMatchObject({ refundedAmount: 500 });
    expect(await stockOf(sku.id)).toEqual({ available: 0, reserved: 0, sold: 1 });
    expect(await pointsOf(member)).toMatchObject({ available: 10 });
    await expectBooksBalance({ users: [member.id], skus: [sku.id] });
  });

  it('can no longer be returned when the after-sale days are over', async () => {
    const member = await signIn();
    const { orderNo, sku } = await buyVirtual(member);
    application().clock.advance({ days: 8 });
    const late = await askForMoney(await again(member), orderNo, { items: [{ skuId: sku.documentId, quantity: 1 }] });
    expect([late.status, late.body.code]).toEqual([409, 1101]);
  });

  it('a rejected case leaves the order as it was and can be opened again', async () => {
    const admin = await signInToPanel();
    const member = await signIn();
    const { orderNo, sku } = await buyVirtual(member);
    const items = [{ skuId: sku.documentId, quantity: 1 }];
    const opened = await openCase(member, orderNo, { items });
    await decide(admin, opened.afterSaleNo, 'reject', { note: '已使用' });
    expect(await caseOf(member, opened.afterSaleNo)).toMatchObject({ status: 'rejected', decisionNote: '已使用' });
    expect((await decide(admin, opened.afterSaleNo, 'approve', {}, 409)).error?.name).toBe('OrderStateError');
    expect(await openCase(member, orderNo, { items })).toMatchObject({ status: 'pending' });
    const audit: unknown = await database()('audit_logs')
      .where({ action: 'after_sale.reject' })
      .orderBy('id', 'desc')
      .first();
    expect(audit).toMatchObject({ actor_type: 'admin', subject: 'api::order.after-sale' });
  });
});

describe('staff who refund a whole order', () => {
  it('give everything back that is left, also after the after-sale days, once', async () => {
    const admin = await signInToPanel();
    const member = await signIn();
    const { orderNo, sku } = await buyVirtual(member, { price: 700, quantity: 3 });
    const first = await openCase(member, orderNo, { items: [{ skuId: sku.documentId, quantity: 1 }] });
    await decide(admin, first.afterSaleNo, 'approve', {});
    await settleRefunds();
    application().clock.advance({ days: 30 });
    const refund = () => admin.call('post', `/shop/orders/${orderNo}/refund`, { reason: '商品有问题，主动退款' });
    const answers = await Promise.all([refund(), refund()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    await settleRefunds();
    const order = await orderOf(await again(member), orderNo);
    expect(order).toMatchObject({ status: 'refunded', refundedAmount: 2_100 });
    expect((await admin.call('post', `/shop/orders/${orderNo}/refund`, { reason: '再退' })).status).toBe(409);
    expect((await admin.call('post', '/shop/orders/D000000000/refund', { reason: '没有' })).status).toBe(404);
    expect((await admin.call('post', `/shop/orders/${orderNo}/refund`, {})).status).toBe(400);
    await expectBooksBalance({ users: [member.id], skus: [sku.id] });
  });
});

describe('points', () => {
  // Incident 14.
  it('that were spent before the refund become a debt, which later points pay first', async () => {
    const admin = await signInToPanel();
    const member = await signIn();
    const first = await buyVirtual(member, { price: 10_000 });
    expect(await pointsOf(member)).toMatchObject({ available: 100 });
    const other = await makeSku({ price: 1_000, stock: 1 });
    const spending = await buy(member, { ...(await pickupOrder(other)), pointsToUse: 100 });
    expect(await orderOf(member, spending)).toMatchObject({ payAmount: 900, pointsUsed: 100 });
    expect(await pointsOf(member)).toMatchObject({ available: 9, used: 100 });

    const opened = await openCase(member, first.orderNo, { items: [{ skuId: first.sku.documentId, quantity: 1 }] });
    await decide(admin, opened.afterSaleNo, 'approve', {});
    await settleRefunds();
    expect(await pointsOf(member)).toMatchObject({ available: 0, debt: 91 });
    const points = (await as(member).get('/me/points')).body.data as Record<string, number>;
    expect(points).toMatchObject({ available: 0, debt: 91 });

    await as(member).post(`/orders/${spending}/cancel`).send({});
    await settleRefunds();
    expect(await orderOf(member, spending)).toMatchObject({ status: 'refunded', refundedAmount: 900 });
    expect(await pointsOf(member)).toMatchObject({ available: 0, debt: 0, used: 0, total: 0 });
    await expectBooksBalance({ users: [member.id], skus: [first.sku.id, other.id] });
  });

  // Incident 15.
  it('that were used come back in the shares of the lines, the last unit taking the remainder', async () => {
    const member = await signIn();
    await buyVirtual(member, { price: 20_000 });
    const sku = await makeSku({ price: 1_000, stock: 3 });
    const orderNo = await buy(member, { ...(await pickupOrder(sku, 3)), pointsToUse: 100 });
    const items = [{ skuId: sku.documentId, quantity: 1 }];
    const returned: number[] = [];
    const paidBack: number[] = [];
    for (let unit = 0; unit < 3; unit += 1) {
      paidBack.push((await openCase(member, orderNo, { items })).amount);
      await settleRefunds();
      const record = (await database()('points_records')
        .where({ user_id: member.id, type: 'refund_return' })
        .orderBy('id', 'desc')
        .first()) as { change: number };
      returned.push(record.change);
    }
    expect(paidBack).toEqual([966, 966, 968]);
    expect(returned).toEqual([33, 33, 34]);
    expect(await orderOf(member, orderNo)).toMatchObject({ status: 'refunded', refundedAmount: 2_900 });
    await expectBooksBalance({ users: [member.id], skus: [sku.id] });
  });
});

describe('a case', () => {
  it('sent twice with one key is one case, and the key with another body a conflict', async () => {
    const member = await signIn();
    const { orderNo, sku } = await buyVirtual(member, { quantity: 2 });
    const body = { type: 'refund_only', reason: '重复', items: [{ skuId: sku.documentId, quantity: 1 }] };
    const send = (content: object) =>
      as(member).post(`/orders/${orderNo}/after-sales`).set('Idempotency-Key', `case-${orderNo}`).send(content);
    const answers = await Promise.all([send(body), send(body), send(body)]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map((answer) => answer.body.data.afterSaleNo as string)).size).toBe(1);
    expect((await send({ ...body, reason: '换个理由' })).body.code).toBe(1005);
  });

  it('sent ten times at once without a key takes each unit once', async () => {
    const member = await signIn();
    const { orderNo, sku } = await buyVirtual(member, { quantity: 3 });
    const items = [{ skuId: sku.documentId, quantity: 1 }];
    const answers = await Promise.all(Array.from({ length: 10 }, () => askForMoney(member, orderNo, { items })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    expect(answers.filter(({ body }) => body.code === 1202)).toHaveLength(7);
  });

  it('of somebody else does not exist', async () => {
    const [member, stranger] = [await signIn(), await signIn()];
    const { orderNo, sku } = await buyVirtual(member);
    const items = [{ skuId: sku.documentId, quantity: 1 }];
    expect((await askForMoney(stranger, orderNo, { items })).status).toBe(404);
    const { afterSaleNo } = await openCase(member, orderNo, { items });
    expect((await as(stranger).get(`/after-sales/${afterSaleNo}`)).status).toBe(404);
    expect((await as(stranger).post(`/after-sales/${afterSaleNo}/cancel`)).status).toBe(404);
    expect((await as(stranger).get('/after-sales')).body.data).toEqual([]);
    const own = await as(member).get('/after-sales?limit=1');
    expect(own.body.data).toMatchObject([{ afterSaleNo }]);
  });

  it.each([
    ['no reason', { reason: '' }],
    ['no items', { items: undefined }],
    ['a fraction of a unit', { items: [{ skuId: 'abc', quantity: 0.5 }] }],
    ['a negative amount', { amount: -1 }],
    ['an image that is a script', { images: ['javascript:alert(1)'] }],
    ['an unknown type', { type: 'gift' }],
    ['an unknown field', { price: 1 }],
  ])('with %s is refused as bad input', async (_what, change) => {
    const member = await signIn();
    const { orderNo, sku } = await buyVirtual(member);
    const items = [{ skuId: sku.documentId, quantity: 1 }];
    const answer = await askForMoney(member, orderNo, { items, ...change });
    expect([answer.status, answer.body.code]).toEqual([400, 400]);
  });

  it('goes on by itself when the shop or the buyer is silent', async () => {
    let member = await signIn();
    const { orderNo, sku } = await buyVirtual(member, { quantity: 3 });
    const ask = (type: string) => openCase(member, orderNo, { type, items: [{ skuId: sku.documentId, quantity: 1 }] });
    const [money, kept, returned] = [await ask('refund_only'), await ask('return_refund'), await ask('return_refund')];
    application().clock.advance({ hours: 73 });
    await application().runJob('advance-after-sales');
    expect(await caseOf(member, money.afterSaleNo)).toMatchObject({ status: 'approved' });
    expect(await caseOf(member, kept.afterSaleNo)).toMatchObject({ status: 'awaiting_return' });
    const parcel = { carrier: '圆通速递', trackingNo: 'YT99887766' };
    await as(member).post(`/after-sales/${returned.afterSaleNo}/return-shipment`).send(parcel);
    application().clock.advance({ hours: 169 });
    await application().runJob('advance-after-sales');
    member = await again(member);
    expect(await caseOf(member, kept.afterSaleNo)).toMatchObject({ status: 'cancelled' });
    expect(await caseOf(member, returned.afterSaleNo)).toMatchObject({ status: 'returned' });
    application().clock.advance({ hours: 72 });
    await application().runJob('advance-after-sales');
    expect(await caseOf(member, returned.afterSaleNo)).toMatchObject({ status: 'approved' });
    await settleRefunds();
    expect(await orderOf(member, orderNo)).toMatchObject({ refundedAmount: 2_000, status: 'completed' });
    await expectBooksBalance({ users: [member.id], skus: [sku.id] });
  });
});

async function decide(
  admin: AdminClient,
  afterSaleNo: string,
  verdict: 'approve' | 'reject' | 'receive',
  body: Record<string, unknown>,
  expected = 200,
): Promise<{ error?: { name: string } }> {
  const row = (await database()('after_sales').where({ after_sale_no: afterSaleNo }).first('document_id')) as {
    document_id: string;
  };
  const answer = await admin.call('post', `/shop/after-sales/${row.document_id}/${verdict}`, body);
  expect(answer.status).toBe(expected);
  return answer.body as { error?: { name: string } };
}
