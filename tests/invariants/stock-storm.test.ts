import { stockOf, makeProduct } from '../support/catalog';
import { expectBooksBalance } from '../support/facts';
import { as, database, signIn, type SignedIn } from '../support/members';
import { addStock, makeSku, orderOf, pickupOrder, placeOrder } from '../support/shopping';
import { crowd, inParallel, statusesOf } from '../support/storm';

const ordersOf = (member: SignedIn) => database()('orders').where({ user_id: member.id }) as Promise<unknown[]>;

describe('a storm on one SKU', () => {
  // Incidents 1, 2 and 3.
  it('sells the last piece to exactly one of fifty buyers and leaves nothing reserved for the others', async () => {
    const buyers = await crowd(50);
    const sku = await makeSku({ stock: 1 });
    const body = await pickupOrder(sku);
    const answers = await inParallel(buyers, (buyer) => as(buyer).post('/orders').send(body));
    expect(statusesOf(answers)).toEqual({ 201: 1, 409: 49 });
    for (const answer of answers.filter(({ status }) => status === 409)) {
      expect(answer.body).toMatchObject({ code: 1002, error: { name: 'InsufficientStockError' } });
      expect(answer.body.error.details.items).toEqual([{ skuId: sku.documentId, available: 0 }]);
    }
    expect(await stockOf(sku.id)).toEqual({ available: 0, reserved: 1, sold: 0 });
    const orders = await database()('order_items').where({ sku_id: sku.id });
    expect(orders).toHaveLength(1);
    await expectBooksBalance({ users: buyers.map(({ id }) => id), skus: [sku.id] });

    const winner = buyers[answers.findIndex(({ status }) => status === 201)] as SignedIn;
    const orderNo = answers.find(({ status }) => status === 201)?.body.data.orderNo as string;
    await as(winner).post(`/orders/${orderNo}/cancel`).send({});
    expect(await stockOf(sku.id)).toEqual({ available: 1, reserved: 0, sold: 0 });
    await expectBooksBalance({ users: buyers.map(({ id }) => id), skus: [sku.id] });
  });

  it('never sells more than there is when orders take several pieces of several SKUs in any order', async () => {
    const buyers = await crowd(20);
    const { skus } = await makeProduct([1_000, 2_000, 3_000]);
    for (const sku of skus) await addStock(sku.id, 12);
    const { delivery } = await pickupOrder(await makeSku());
    const answers = await inParallel(buyers, (buyer, turn) => {
      const order = turn % 2 === 0 ? skus : [...skus].reverse();
      const items = order.map((sku, index) => ({ skuId: sku.documentId, quantity: 1 + ((turn + index) % 3) }));
      return as(buyer).post('/orders').send({ items, delivery });
    });
    expect(answers.filter(({ status }) => ![201, 409].includes(status))).toEqual([]);
    expect(answers.some(({ status }) => status === 201)).toBe(true);
    for (const sku of skus) expect((await stockOf(sku.id)).available).toBeGreaterThanOrEqual(0);
    await expectBooksBalance({ users: buyers.map(({ id }) => id), skus: skus.map(({ id }) => id) });
  });

  it('gives back exactly what was taken when everybody cancels twice at once', async () => {
    const buyers = await crowd(15);
    const sku = await makeSku({ stock: 15 });
    const body = await pickupOrder(sku);
    const orderNos = await inParallel(buyers, (buyer) => placeOrder(buyer, body));
    const cancellations = buyers.flatMap((buyer, index) => [
      { buyer, orderNo: orderNos[index] },
      { buyer, orderNo: orderNos[index] },
    ]);
    const answers = await inParallel(cancellations, ({ buyer, orderNo }) =>
      as(buyer).post(`/orders/${orderNo}/cancel`).send({}),
    );
    expect(statusesOf(answers)).toEqual({ 200: 15, 409: 15 });
    expect(await stockOf(sku.id)).toEqual({ available: 15, reserved: 0, sold: 0 });
    await expectBooksBalance({ users: buyers.map(({ id }) => id), skus: [sku.id] });
  });

  it('lets one buyer take no more than the limit per person, however many orders are sent at once', async () => {
    const member = await signIn();
    const sku = await makeSku({ stock: 20, product: { perUserLimit: 2 } });
    const body = await pickupOrder(sku);
    const answers = await inParallel(Array.from({ length: 12 }), () => as(member).post('/orders').send(body));
    expect(statusesOf(answers)).toEqual({ 201: 2, 409: 10 });
    for (const answer of answers.filter(({ status }) => status === 409)) {
      expect(answer.body).toMatchObject({ code: 1003, error: { name: 'PurchaseLimitError' } });
    }
    expect(await stockOf(sku.id)).toEqual({ available: 18, reserved: 2, sold: 0 });
    await expectBooksBalance({ users: [member.id], skus: [sku.id] });
  });
});

describe('one idempotency key', () => {
  it('makes one order of twenty identical requests at once', async () => {
    const member = await signIn();
    const sku = await makeSku({ stock: 20 });
    const body = await pickupOrder(sku);
    const answers = await inParallel(Array.from({ length: 20 }), () =>
      as(member).post('/orders').set('Idempotency-Key', 'storm-1').send(body),
    );
    expect(answers.filter(({ status }) => status !== 201 && status !== 200)).toEqual([]);
    expect(new Set(answers.map((answer) => answer.body.data.orderNo as string)).size).toBe(1);
    expect(await ordersOf(member)).toHaveLength(1);
    expect(await stockOf(sku.id)).toEqual({ available: 19, reserved: 1, sold: 0 });
    await expectBooksBalance({ users: [member.id], skus: [sku.id] });
  });

  it('belongs to its user: the same key of two users makes two orders', async () => {
    const [first, second] = await crowd(2);
    const body = await pickupOrder(await makeSku({ stock: 5 }));
    const answers = await inParallel([first, second] as SignedIn[], (member) =>
      as(member).post('/orders').set('Idempotency-Key', 'shared-key').send(body),
    );
    expect(statusesOf(answers)).toEqual({ 201: 2 });
    expect(new Set(answers.map((answer) => answer.body.data.orderNo as string)).size).toBe(2);
  });

  it('is not used up by a request that was refused', async () => {
    const member = await signIn();
    const sku = await makeSku({ stock: 0 });
    const body = await pickupOrder(sku);
    const refused = await as(member).post('/orders').set('Idempotency-Key', 'later').send(body);
    expect(refused.body).toMatchObject({ code: 1002 });
    await addStock(sku.id, 1);
    const placed = await as(member).post('/orders').set('Idempotency-Key', 'later').send(body);
    expect(placed.status).toBe(201);
    expect(await orderOf(member, placed.body.data.orderNo)).toMatchObject({ status: 'pending_payment' });
  });
});
