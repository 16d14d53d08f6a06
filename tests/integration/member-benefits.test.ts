import { application } from '../support/api';
import { expectBooksBalance } from '../support/facts';
import { expressOrder } from '../support/fulfilment';
import { type MadeLevel, makeLevel } from '../support/levels';
import { as, signIn } from '../support/members';
import { makePaymentCode } from '../support/merchants';
import { ensurePaymentRule } from '../support/points';
import { buy, makeSku, type OrderBody, orderOf, payInWechat, placeOrder } from '../support/shopping';

interface Line {
  amount: number;
  paidAmount: number;
  discounts: { type: string; amount: number }[];
  pointsEarned: number;
  priceExplanation: { type: string; label: string; amount: number; after: number }[];
}

interface Order {
  items: Line[];
  adjustments: { type: string; label: string; amount: number }[];
  itemsAmount: number;
  freightAmount: number;
  payAmount: number;
  pointsToEarn: number;
}

const preview = async (member: { accessToken: string }, body: OrderBody) =>
  (await as(member).post('/checkout/preview').send(body)).body.data as Order;

let gold: MadeLevel;
beforeAll(async () => {
  await ensurePaymentRule();
  gold = await makeLevel({ discountPercent: 5, freeFreight: true, pointsMultiplierBps: 15_000 });
});
afterAll(() => gold.remove());

describe('the benefits of a level', () => {
  it('lower the price of an order, and every line says by how much and why', async () => {
    const member = await gold.join();
    const skus = [await makeSku({ price: 333 }), await makeSku({ price: 333 }), await makeSku({ price: 333 })];
    const body = await expressOrder(
      member,
      skus.map((sku) => ({ sku, quantity: 1 })),
    );
    const label = `${gold.name}会员 9.5 折`;
    const expected = {
      itemsAmount: 999,
      adjustments: [{ type: 'member_price', label, amount: -49 }],
      freightAmount: 0,
      payAmount: 950,
    };
    expect(await preview(member, body)).toMatchObject(expected);
    const order = (await orderOf(member, await placeOrder(member, body))) as unknown as Order;
    expect(order).toMatchObject(expected);
    expect(order.items.map(({ paidAmount }) => paidAmount)).toEqual([316, 317, 317]);
    expect(order.items[0]?.priceExplanation).toEqual([
      { type: 'goods', label: '单价 ¥3.33 × 1', amount: 333, after: 333 },
      { type: 'member_price', label, amount: -17, after: 316 },
    ]);
    await expectBooksBalance({ users: [member.id], skus: skus.map(({ id }) => id) });
  });

  it('are no others’: the same goods cost everybody else the full price and freight', async () => {
    const member = await signIn();
    const body = await expressOrder(member, [{ sku: await makeSku({ price: 333 }), quantity: 3 }]);
    const { freightAmount, ...price } = await preview(member, body);
    expect(price).toMatchObject({ itemsAmount: 999, adjustments: [] });
    expect(freightAmount).toBeGreaterThan(0);
  });

  it('multiply the points that an order earns', async () => {
    const member = await gold.join();
    const sku = await makeSku({ price: 10_000 });
    const orderNo = await buy(member, await expressOrder(member, [{ sku, quantity: 1 }]));
    // 95 yuan × 1.5, rounded down.
    expect(await orderOf(member, orderNo)).toMatchObject({ payAmount: 9_500, pointsEarned: 142 });
    await expectBooksBalance({ users: [member.id], skus: [sku.id] });
  });

  it('leave the amount at a merchant’s counter alone, and multiply its points', async () => {
    const member = await gold.join();
    const { code } = await makePaymentCode();
    const started = await as(member).post(`/payment-codes/${code}/pay`).send({ amount: 10_000 });
    expect(started.body.data.payAmount).toBe(10_000);
    await payInWechat(member, started.body.data.payParams as never);
    expect(await orderOf(member, started.body.data.orderNo as string)).toMatchObject({ pointsEarned: 150 });
  });

  it('count as they are when the order is placed: a price confirmed before is refused with the new one', async () => {
    const member = await gold.join();
    const sku = await makeSku({ price: 10_000 });
    const body = await expressOrder(member, [{ sku, quantity: 1 }]);
    const { payAmount } = await preview(member, body);
    const levels = application().strapi.documents('api::member.member-level');
    await levels.update({ documentId: gold.documentId, data: { discountPercent: 3 } as never });
    const answer = await as(member)
      .post('/orders')
      .send({ ...body, expectedPayAmount: payAmount });
    await levels.update({ documentId: gold.documentId, data: { discountPercent: 5 } as never });
    expect(answer.body).toMatchObject({ code: 1004, error: { details: { payAmount: 9_700 } } });
  });

  it('open the products that are reserved for a level', async () => {
    const product = { memberLevel: gold.id };
    const sku = await makeSku({ product });
    const [member, stranger] = [await gold.join(), await signIn()];
    const refused = await as(stranger)
      .post('/orders')
      .send(await expressOrder(stranger, [{ sku, quantity: 1 }]));
    expect(refused.body).toMatchObject({ code: 1001, error: { details: { reason: 'level' } } });
    await as(stranger).put('/cart/items').send({ skuId: sku.documentId, quantity: 1 });
    expect((await as(stranger).get('/cart')).body.data.items).toMatchObject([
      { isValid: false, invalidReason: 'level' },
    ]);
    expect(await placeOrder(member, await expressOrder(member, [{ sku, quantity: 1 }]))).toMatch(/^D/);
  });
});
