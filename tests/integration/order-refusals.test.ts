import { api, application } from '../support/api';
import { makeProduct, setStock, stockOf } from '../support/catalog';
import { expectBooksBalance } from '../support/facts';
import { as, database, signIn, type SignedIn } from '../support/members';
import { addStock, makeSku, pickupOrder, type OrderBody } from '../support/shopping';

const envelope = (code: number, name: string) => ({
  code,
  message: expect.any(String) as string,
  data: null,
  error: { name, status: expect.any(Number) as number, message: expect.any(String) as string },
  timestamp: expect.any(Number) as number,
});

let member: SignedIn;
let body: OrderBody;
let skuId: number;
beforeAll(async () => {
  member = await signIn();
  const sku = await makeSku({ price: 1_500, stock: 5 });
  skuId = sku.id;
  body = await pickupOrder(sku);
});

const place = (change: Record<string, unknown>) =>
  as(member)
    .post('/orders')
    .send({ ...body, ...change });
const orderCount = async () => (await database()('orders').where({ user_id: member.id })).length;
const line = (change: Record<string, unknown>) => ({ items: [{ ...body.items[0], ...change }] });

describe('an order that is not written correctly', () => {
  // Incident 10: there is no field by which a client could name a price.
  it.each<[string, Record<string, unknown>]>([
    ['a pay amount', { payAmount: 1 }],
    ['a total', { itemsAmount: 1 }],
    ['a freight', { freightAmount: 0 }],
    ['a discount', { adjustments: [{ type: 'gift', label: 'x', amount: -1000 }] }],
    ['a user', { userId: 1 }],
    ['a status', { status: 'completed' }],
    ['an unknown field', { surprise: true }],
    ['no items', { items: [] }],
    ['items that are no list', { items: 'all' }],
    ['items of another shape', { items: [null] }],
    ['more than fifty items', { items: Array.from({ length: 51 }, (_, n) => ({ skuId: `sku${n}`, quantity: 1 })) }],
    ['no delivery', { delivery: undefined }],
    ['an unknown delivery mode', { delivery: { mode: 'drone' } }],
    ['a negative expected amount', { expectedPayAmount: -1 }],
    ['a fractional expected amount', { expectedPayAmount: 15.5 }],
    ['an expected amount as text', { expectedPayAmount: '1500' }],
    ['negative points', { pointsToUse: -100 }],
    ['fractional points', { pointsToUse: 0.5 }],
    ['points beyond every account', { pointsToUse: 1e15 }],
    ['points as text', { pointsToUse: '100' }],
    ['a remark with a NUL character', { remark: 'a\u0000b' }],
    ['a remark that is too long', { remark: '长'.repeat(201) }],
  ])('is refused with 400 and places nothing: %s', async (_title, change) => {
    const before = await orderCount();
    const answer = await place(change);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject(envelope(400, 'ValidationError'));
    expect(await orderCount()).toBe(before);
  });

  it.each<[string, Record<string, unknown>]>([
    ['nothing', { quantity: 0 }],
    ['a negative quantity', { quantity: -1 }],
    ['half a piece', { quantity: 1.5 }],
    ['a quantity as text', { quantity: '1' }],
    ['not a number', { quantity: null }],
    ['more than an order may hold', { quantity: 100_001 }],
    ['a number beyond all integers', { quantity: 1e21 }],
    ['a price of its own', { price: 1 }],
    ['an id that is a number', { skuId: 1 }],
    ['an id of nothing', { skuId: '' }],
    ['an id that is too long', { skuId: 'a'.repeat(65) }],
  ])('is refused with 400 when a line asks for %s', async (_title, change) => {
    const answer = await place(line(change));
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject(envelope(400, 'ValidationError'));
  });
});

describe('an order the rules forbid', () => {
  it.each(['a'.repeat(24), 'A-1', "' or 1=1 --", '没有这个商品', 'a'.repeat(64)])(
    'is refused with 1001 for a SKU that does not exist, in preview and cart too: %p',
    async (unknownId) => {
      const item = { skuId: unknownId, quantity: 1 };
      const answers = [
        await place({ items: [item] }),
        await as(member)
          .post('/checkout/preview')
          .send({ items: [item], delivery: body.delivery }),
        await as(member).put('/cart/items').send(item),
      ];
      expect(answers.map(({ status }) => status)).toEqual([409, 409, 409]);
      for (const answer of answers) expect(answer.body).toMatchObject(envelope(1001, 'ProductUnavailableError'));
    },
  );

  it.each<[string, Record<string, unknown>]>([
    ['a draft', { state: 'draft' }],
    ['off sale', { state: 'off_sale' }],
    ['not listed yet', { listAt: '2099-01-01T00:00:00.000Z' }],
    ['delisted', { delistAt: '2020-01-01T00:00:00.000Z' }],
  ])('is refused with 1001 for a product that is %s', async (_title, product) => {
    const sku = await makeSku({ product });
    const answer = await place(line({ skuId: sku.documentId }));
    expect(answer.body).toMatchObject(envelope(1001, 'ProductUnavailableError'));
    expect(await stockOf(sku.id)).toMatchObject({ reserved: 0 });
  });

  it('is refused with 1001 for a product of members above the buyer’s level', async () => {
    const level = await application()
      .strapi.documents('api::member.member-level')
      .create({ data: { name: '金卡（测试）', growthThreshold: 900_000 } as never });
    const sku = await makeSku({ product: { memberLevel: level.id } });
    const answer = await place(line({ skuId: sku.documentId }));
    expect(answer.body).toMatchObject(envelope(1001, 'ProductUnavailableError'));
  });

  it('is refused with 1003 beyond the limit per person, counted over lines and orders', async () => {
    const buyer = await signIn();
    const { skus } = await makeProduct([100, 200], { perUserLimit: 2 });
    for (const sku of skus) await setStock(sku.id, 10);
    const items = skus.map((sku) => ({ skuId: sku.documentId, quantity: 1 }));
    const split = [...items, { skuId: items[0]?.skuId ?? '', quantity: 1 }];
    expect(
      (
        await as(buyer)
          .post('/orders')
          .send({ ...body, items: split })
      ).body,
    ).toMatchObject({ code: 1003 });
    expect(
      (
        await as(buyer)
          .post('/orders')
          .send({ ...body, items })
      ).status,
    ).toBe(201);
    const more = await as(buyer)
      .post('/orders')
      .send({ ...body, items: items.slice(0, 1) });
    expect(more.body).toMatchObject(envelope(1003, 'PurchaseLimitError'));
  });

  it('is refused with 1002, saying how many there are, when stock is short over all lines', async () => {
    const [item] = body.items;
    const items = [
      { ...item, quantity: 3 },
      { ...item, quantity: 3 },
    ];
    const answer = await place({ items });
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({
      code: 1002,
      error: { details: { items: [{ skuId: item?.skuId, available: 5 }] } },
    });
  });

  it.each([1_000, 100_000])('is refused with 1002 for far more than there are: %p', async (quantity) => {
    const answer = await place(line({ quantity }));
    expect(answer.body).toMatchObject({ code: 1002, error: { details: { items: [{ available: 5 }] } } });
  });

  it('is refused with 1301 for points the buyer does not have', async () => {
    const answer = await place({ pointsToUse: 100 });
    expect(answer.body).toMatchObject(envelope(1301, 'InsufficientPointsError'));
  });

  // Incident 12.
  it('is refused for a coupon, group or flash sale that is not the buyer’s', async () => {
    const coupon = await place({ couponId: 'c'.repeat(24) });
    expect(coupon.body).toMatchObject({ code: 1401 });
    const group = await place({ groupBuy: { activityId: 'g'.repeat(24) } });
    expect([1001, 1501]).toContain(group.body.code);
    const flash = await place({ flashSaleId: 'f'.repeat(24) });
    expect([1001, 1401]).toContain(flash.body.code);
  });

  it('is refused for another user’s address', async () => {
    const stranger = await signIn();
    const made = await as(stranger).post('/me/addresses').send({
      name: '王五',
      phone: '13800000000',
      province: '广东省',
      city: '深圳市',
      district: '南山区',
      detail: '科技园 1 号',
      isDefault: true,
    });
    expect([200, 201]).toContain(made.status);
    const addressId = made.body.data.documentId as string;
    const answer = await place({ delivery: { mode: 'express', addressId } });
    expect([404, 409]).toContain(answer.status);
    expect(JSON.stringify(answer.body)).not.toContain('13800000000');
    expect(
      (
        await as(stranger)
          .post('/orders')
          .send({ ...body, delivery: { mode: 'express', addressId } })
      ).status,
    ).toBe(201);
  });

  it('leaves nothing behind, whatever the reason', async () => {
    expect(await orderCount()).toBe(0);
    expect(await stockOf(skuId)).toMatchObject({ reserved: 1, sold: 0 });
    await expectBooksBalance({ users: [member.id], skus: [skuId] });
  });
});

describe('an order of more money than can be paid at once', () => {
  const refusedBy = async (order: OrderBody) => {
    const answers = [
      await as(member).post('/checkout/preview').send(order),
      await as(member).post('/orders').send(order),
    ];
    for (const answer of answers)
      expect(answer.body).toMatchObject({ code: 1000, error: { details: { reason: 'amount_too_large' } } });
  };

  it.each([
    ['a little beyond the largest amount', 2_000_000_001, 1, 1],
    ['by its quantity', 5_000_000, 1_000, 1],
    ['beyond what numbers hold exactly', 2_000_000_000, 100_000, 50],
  ])('is refused with 1000 by preview and order: %s', async (_title, price, quantity, lines) => {
    const sku = await makeSku({ price, stock: 0 });
    for (let delivery = 0; delivery < 5; delivery += 1) await addStock(sku.id, 1_000_000);
    const item = { skuId: sku.documentId, quantity };
    await refusedBy({ ...body, items: Array.from({ length: lines }, () => item) });
    expect(await stockOf(sku.id)).toMatchObject({ reserved: 0 });
  });
});

describe('a request that is no proper HTTP call', () => {
  const bearer = () => ({ Authorization: `Bearer ${member.accessToken}` });

  it('is refused with 400 when the JSON is broken', async () => {
    const answer = await api()
      .post('/api/v1/orders')
      .set(bearer())
      .set('Content-Type', 'application/json')
      .send('{"items":');
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject(envelope(400, 'ValidationError'));
  });

  it('is refused with 415 when the content type is not JSON', async () => {
    for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded']) {
      const answer = await api().post('/api/v1/orders').set(bearer()).set('Content-Type', type).send('items=1');
      expect(answer.status).toBe(415);
      expect(answer.body).toMatchObject(envelope(415, 'UnsupportedMediaTypeError'));
    }
  });

  it('is refused with 415 where no body is wanted either', async () => {
    const answer = await api()
      .post('/api/v1/me/check-ins')
      .set(bearer())
      .set('Content-Type', 'text/plain')
      .send('today');
    expect(answer.body).toMatchObject(envelope(415, 'UnsupportedMediaTypeError'));
  });

  it('is refused with 413 when the body is larger than any order', async () => {
    const answer = await as(member)
      .post('/orders')
      .send({ ...body, remark: 'x'.repeat(2_000_000) });
    expect(answer.status).toBe(413);
    expect(answer.body).toMatchObject(envelope(413, 'PayloadTooLargeError'));
  });

  it('is refused with 405 when the method is wrong', async () => {
    const calls = [
      as(member).put('/orders'),
      as(member).delete('/orders'),
      as(member).post('/me/points'),
      as(member).get('/checkout/preview'),
    ];
    for (const call of calls) {
      const answer = await call.send();
      expect(answer.status).toBe(405);
      expect(answer.body).toMatchObject(envelope(405, 'MethodNotAllowedError'));
    }
  });

  it('is refused with 404 when there is no such address', async () => {
    const answer = await as(member).get('/no-such-thing');
    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject(envelope(404, 'NotFoundError'));
  });

  it('is refused with 401 when the bearer is bad, on public addresses too', async () => {
    for (const token of ['x', `${member.accessToken}x`, member.refreshToken, '']) {
      for (const path of ['/payment-codes/NOSUCHCODE1', '/me', '/orders']) {
        const answer = await api().get(`/api/v1${path}`).set('Authorization', `Bearer ${token}`);
        expect(answer.status).toBe(401);
        expect(answer.body).toMatchObject(envelope(401, 'UnauthorizedError'));
      }
    }
  });

  it('is refused with 401 when the token has expired, on public addresses too', async () => {
    const leaving = await signIn();
    application().clock.advance({ days: 8 });
    const answers = [await as(leaving).get('/me'), await as(leaving).get('/payment-codes/NOSUCHCODE1')];
    application().clock.reset();
    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
  });

  it('is answered in English when asked, and always names its trace', async () => {
    const answer = await api().get('/api/v1/me').set('Accept-Language', 'en').set('X-Trace-Id', 'a'.repeat(32));
    expect(answer.body.message).toMatch(/^[\x20-\x7e]+$/);
    expect(answer.headers['x-trace-id']).toBe('a'.repeat(32));
    const chinese = await api().get('/api/v1/me');
    expect(chinese.body.message).toMatch(/[\u4e00-\u9fff]/);
    expect(chinese.headers['x-trace-id']).toMatch(/^[0-9a-f]{32}$/);
  });

  it('ignores an idempotency key that is too long, or refuses it, but never fails', async () => {
    const answer = await as(member)
      .post('/orders')
      .set('Idempotency-Key', 'k'.repeat(65))
      .send({ ...body, items: [] });
    expect(answer.status).toBe(400);
  });
});
