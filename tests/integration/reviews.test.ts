import { decideCase, openCase, settleRefunds } from '../support/after-sales';
import { api, application } from '../support/api';
import type { MadeSku } from '../support/catalog';
import { as, database, newOpenid, signIn, type SignedIn } from '../support/members';
import { expectCoherentPoints, givePointsRule, pausePointsRules } from '../support/points';
import {
  completedOrder,
  drainOutbox,
  judgeImage,
  makeVirtualSku,
  productOf,
  review,
  reviewsOf,
  shownReviews,
  summaryOf,
} from '../support/reviews';
import { makeSku, pickupOrder, placeOrder } from '../support/shopping';

const control = () => application().wechat.control;

let pause: { restore(): Promise<void> };
let rule: { remove(): Promise<void> };
let member: SignedIn;
let sku: MadeSku;

beforeAll(async () => {
  pause = await pausePointsRules();
  rule = await givePointsRule({ scene: 'review', fixedPoints: 7 });
  // Pictures are judged by the tests, one by one.
  await control().changeSettings({ mediaCheckSeconds: null });
});
afterAll(async () => {
  await control().changeSettings({ mediaCheckSeconds: 1 });
  await rule.remove();
  await pause.restore();
});
beforeEach(async () => {
  member = await signIn();
  sku = await makeVirtualSku();
});
afterEach(() => {
  control().clearFaults();
});

const points = async () => (await as(member).get('/me/points')).body.data.available as number;

describe('reviewing a completed order', () => {
  it('is visible at once when WeChat finds nothing, with points for every line', async () => {
    const other = await makeVirtualSku();
    const orderNo = await completedOrder(member, sku, other);
    await as(member).put('/me').send({ nickname: '王小明', avatar: 'https://cdn.example/a.png' });
    const answer = await review(
      member,
      orderNo,
      { skuId: sku.documentId, rating: 5, content: '香气很足' },
      { skuId: other.documentId, rating: 3 },
    );
    expect(answer.status).toBe(200);
    expect(answer.body.data).toMatchObject({ orderNo, status: 'completed' });
    expect(await shownReviews(sku)).toEqual([
      {
        documentId: expect.any(String) as string,
        rating: 5,
        content: '香气很足',
        images: [],
        specs: { 规格: '第 1 款' },
        nickname: '王**',
        avatar: 'https://cdn.example/a.png',
        reply: null,
        repliedAt: null,
        createdAt: expect.any(String) as string,
      },
    ]);
    expect(await points()).toBe(14);
    expect((await reviewsOf(orderNo)).map((row) => row.points_awarded)).toEqual([7, 7]);
    await expectCoherentPoints(member.id);
  });

  it('announces every review once', async () => {
    const orderNo = await completedOrder(member, sku);
    await review(member, orderNo, { skuId: sku.documentId, rating: 4 });
    const [row] = await reviewsOf(orderNo);
    const events = (await database()('outbox_events')
      .where({ name: 'review.created', aggregate_id: row?.document_id })
      .select('payload')) as { payload: string }[];
    expect(events.map(({ payload }) => JSON.parse(payload) as unknown)).toEqual([
      {
        reviewId: row?.document_id,
        userId: member.id,
        productId: await productOf(sku),
        orderNo,
        rating: 4,
        status: 'visible',
      },
    ]);
  });

  it('happens once a line: a second time answers 1101 and changes nothing', async () => {
    const other = await makeVirtualSku();
    const orderNo = await completedOrder(member, sku, other);
    await review(member, orderNo, { skuId: sku.documentId, rating: 5, content: '第一次' });
    const again = await review(
      member,
      orderNo,
      { skuId: other.documentId, rating: 1 },
      { skuId: sku.documentId, rating: 1, content: '第二次' },
    );
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({
      code: 1101,
      error: { name: 'OrderStateError', details: { status: 'completed', skuIds: [sku.documentId] } },
    });
    expect(await reviewsOf(orderNo)).toMatchObject([{ rating: 5, content: '第一次' }]);
    expect((await review(member, orderNo, { skuId: other.documentId, rating: 4 })).status).toBe(200);
    expect(await points()).toBe(14);
  });

  it('is refused before completion with the status of the order', async () => {
    const goods = await makeSku();
    const orderNo = await placeOrder(member, await pickupOrder(goods));
    const answer = await review(member, orderNo, { skuId: goods.documentId, rating: 5 });
    expect(answer.body).toMatchObject({ code: 1101, error: { details: { status: 'pending_payment' } } });
    await as(member).post(`/orders/${orderNo}/cancel`).send({});
  });

  it('is refused for somebody else’s order and for goods the order does not have', async () => {
    const orderNo = await completedOrder(member, sku);
    const stranger = await signIn();
    expect((await review(stranger, orderNo, { skuId: sku.documentId, rating: 1 })).status).toBe(404);
    const other = await makeVirtualSku();
    const wrong = await review(member, orderNo, { skuId: other.documentId, rating: 1 });
    expect(wrong.body).toMatchObject({ code: 1000, error: { details: { skuIds: [other.documentId] } } });
    expect(await reviewsOf(orderNo)).toEqual([]);
  });

  it.each([
    { rating: 0 },
    { rating: 6 },
    { rating: 4.5 },
    {},
    { rating: 5, content: '好'.repeat(501) },
    { rating: 5, images: Array.from({ length: 10 }, () => '/uploads/a.png') },
    { rating: 5, images: ['javascript:alert(1)'] },
    { rating: 5, images: ['http://elsewhere.example/a.png'] },
    { rating: 5, images: ['//elsewhere.example/a.png'] },
    { rating: 5, state: 'visible' },
  ])('refuses the item %j', async (item) => {
    const body = { items: [{ skuId: sku.documentId, ...item }] };
    expect((await as(member).post('/orders/ORDER-1/reviews').send(body)).status).toBe(400);
  });

  it('refuses a SKU that is named twice, and an empty list', async () => {
    const item = { skuId: sku.documentId, rating: 5 };
    for (const items of [[item, item], []])
      expect((await as(member).post('/orders/ORDER-1/reviews').send({ items })).status).toBe(400);
  });

  it('needs a signed-in user', async () => {
    expect((await api().post('/api/v1/orders/ORDER-1/reviews').send({ items: [] })).status).toBe(401);
  });
});

describe('what WeChat says of a review', () => {
  it('risky words are refused with 1000 and nothing is stored', async () => {
    const other = await makeVirtualSku();
    const orderNo = await completedOrder(member, sku, other);
    const answer = await review(
      member,
      orderNo,
      { skuId: other.documentId, rating: 5, content: '很好' },
      { skuId: sku.documentId, rating: 1, content: '这句话违规' },
    );
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      code: 1000,
      error: { details: { reason: 'content_risky', skuId: sku.documentId } },
    });
    expect(await reviewsOf(orderNo)).toEqual([]);
    expect(await points()).toBe(0);
  });

  it.each([
    ['doubtful words', '疑似广告'],
    ['words WeChat could not judge', '味道一般'],
  ])('%s wait for staff, unseen and without points', async (_what, content) => {
    const orderNo = await completedOrder(member, sku);
    control().addFault({ kind: 'errcode', errcode: 45009, match: '/wxa/msg_sec_check' });
    const answer = await review(member, orderNo, { skuId: sku.documentId, rating: 2, content });
    expect(answer.status).toBe(200);
    expect(await reviewsOf(orderNo)).toMatchObject([{ state: 'pending', points_awarded: 0 }]);
    expect(await shownReviews(sku)).toEqual([]);
    expect(await summaryOf(sku)).toMatchObject({ count: 0, averageRating: null });
    expect(await points()).toBe(0);
  });

  it('pictures keep it back until all of them passed', async () => {
    const orderNo = await completedOrder(member, sku);
    const images = ['https://cdn.example/1.png', '/uploads/2.png'];
    await review(member, orderNo, { skuId: sku.documentId, rating: 5, content: '附图', images });
    await drainOutbox();
    const [row] = await reviewsOf(orderNo);
    const id = row?.document_id ?? '';
    await judgeImage(id, 1, 'pass');
    expect(await shownReviews(sku)).toEqual([]);
    expect(await points()).toBe(0);
    await judgeImage(id, 0, 'pass');
    expect(await shownReviews(sku)).toMatchObject([{ content: '附图', images }]);
    expect(await summaryOf(sku)).toMatchObject({ count: 1, averageRating: 5 });
    expect(await points()).toBe(7);
  });

  it('a risky picture hides it, and one that nobody could judge is left to staff', async () => {
    const orderNo = await completedOrder(member, sku);
    const images = ['/uploads/1.png'];
    await review(member, orderNo, { skuId: sku.documentId, rating: 5, images });
    await drainOutbox();
    const [risky] = await reviewsOf(orderNo);
    await judgeImage(risky?.document_id ?? '', 0, 'risky');
    expect(await reviewsOf(orderNo)).toMatchObject([{ state: 'hidden', points_awarded: 0 }]);
    control().addFault({ kind: 'errcode', errcode: 45009, match: '/wxa/media_check_async' });
    const second = await completedOrder(member, sku);
    await review(member, second, { skuId: sku.documentId, rating: 5, images });
    await drainOutbox();
    expect(await reviewsOf(second)).toMatchObject([{ state: 'pending' }]);
    expect(JSON.parse((await reviewsOf(second))[0]?.image_checks ?? '')).toEqual(['review']);
  });
});

describe('the reviews of a product', () => {
  it('are counted by rating, with an average of one decimal, as soon as they are visible', async () => {
    expect(await summaryOf(sku)).toEqual({
      count: 0,
      averageRating: null,
      ratings: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 },
    });
    for (const rating of [5, 4, 4]) {
      const orderNo = await completedOrder(member, sku);
      await review(member, orderNo, { skuId: sku.documentId, rating });
    }
    expect(await summaryOf(sku)).toEqual({
      count: 3,
      averageRating: 4.3,
      ratings: { 1: 0, 2: 0, 3: 0, 4: 2, 5: 1 },
    });
  });

  it('are read page by page, newest first, without anything that names the author', async () => {
    await as(member).put('/me').send({ nickname: '🦆鸭子' });
    for (const rating of [1, 2, 3]) {
      const orderNo = await completedOrder(member, sku);
      await review(member, orderNo, { skuId: sku.documentId, rating, isAnonymous: rating === 2 });
    }
    const path = `/api/v1/products/${await productOf(sku)}/reviews`;
    const first = await api().get(`${path}?limit=2`);
    expect(first.body.data).toMatchObject([
      { rating: 3, nickname: '🦆**' },
      { rating: 2, nickname: '匿名用户', avatar: null },
    ]);
    const second = await api().get(`${path}?limit=2&cursor=${String(first.body.meta.nextCursor)}`);
    expect(second.body).toMatchObject({ data: [{ rating: 1 }], meta: { nextCursor: null } });
    const text = JSON.stringify([first.body, second.body]);
    for (const secret of [member.openid, member.documentId, 'orderNo', 'userId']) expect(text).not.toContain(secret);
  });

  it('of a product that is not on sale, or not there at all, are not found', async () => {
    const draft = await makeSku({ stock: 0, product: { state: 'draft' } });
    for (const id of [await productOf(draft), newOpenid()])
      expect((await api().get(`/api/v1/products/${id}/reviews`)).status).toBe(404);
    expect((await api().get(`/api/v1/products/${await productOf(sku)}/reviews?cursor=nonsense`)).status).toBe(400);
  });
});

describe('the points of a review', () => {
  afterEach(() => {
    application().clock.reset();
  });

  async function refunded(orderNo: string, goods: MadeSku): Promise<void> {
    const opened = await openCase(member, orderNo, { items: [{ skuId: goods.documentId, quantity: 1 }] });
    await decideCase(opened.afterSaleNo, 'approve');
    await settleRefunds();
  }

  it('go back with the order, once; the review stays', async () => {
    const orderNo = await completedOrder(member, sku);
    await review(member, orderNo, { skuId: sku.documentId, rating: 1, content: '不合适' });
    expect(await points()).toBe(7);
    await refunded(orderNo, sku);
    await drainOutbox();
    await database()('outbox_events')
      .where({ name: 'order.refunded', aggregate_id: orderNo })
      .update({ state: 'pending', available_at: database().ref('created_at') });
    await drainOutbox();
    expect(await points()).toBe(0);
    expect(await reviewsOf(orderNo)).toMatchObject([{ state: 'visible', points_awarded: 0 }]);
    await expectCoherentPoints(member.id);
  });

  it('are not given when it becomes visible after the refund', async () => {
    const orderNo = await completedOrder(member, sku);
    await review(member, orderNo, { skuId: sku.documentId, rating: 5, images: ['/uploads/1.png'] });
    await drainOutbox();
    await refunded(orderNo, sku);
    await drainOutbox();
    const [row] = await reviewsOf(orderNo);
    await judgeImage(row?.document_id ?? '', 0, 'pass');
    expect(await reviewsOf(orderNo)).toMatchObject([{ state: 'visible', points_awarded: 0 }]);
    expect(await points()).toBe(0);
    await expectCoherentPoints(member.id);
  });

  it('of a line that is kept stay when another line goes back', async () => {
    const other = await makeVirtualSku();
    const orderNo = await completedOrder(member, sku, other);
    const both = [sku, other].map(({ documentId }) => ({ skuId: documentId, rating: 4 }));
    await review(member, orderNo, ...both);
    expect(await points()).toBe(14);
    await refunded(orderNo, other);
    await drainOutbox();
    expect(await points()).toBe(7);
    expect((await reviewsOf(orderNo)).map((row) => row.points_awarded)).toEqual([7, 0]);
    await expectCoherentPoints(member.id);
  });
});
