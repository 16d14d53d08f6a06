import { fromJson } from '../../src/platform/database/rows';
import { getService } from '../../src/platform/get-service';
import { application } from '../support/api';
import { stockOf } from '../support/catalog';
import { ensurePaymentRule } from '../support/points';
import { as, database, signIn } from '../support/members';
import { buy, makeSku, orderOf, payInWechat, pickupOrder, placeOrder, startPayment } from '../support/shopping';

describe('an order from placing to points', () => {
  beforeAll(ensurePaymentRule);

  it('reserves stock when placed, sells it when paid and awards points in the same moment', async () => {
    const member = await signIn();
    const sku = await makeSku({ price: 12_850, stock: 3 });
    const orderNo = await placeOrder(member, await pickupOrder(sku));
    expect(await stockOf(sku.id)).toEqual({ available: 2, reserved: 1, sold: 0 });
    expect(await orderOf(member, orderNo)).toMatchObject({
      status: 'pending_payment',
      payAmount: 12_850,
      pointsToEarn: 128,
    });

    await payInWechat(member, await startPayment(member, orderNo));

    expect(await orderOf(member, orderNo)).toMatchObject({
      status: 'awaiting_fulfilment',
      paidAmount: 12_850,
      pointsEarned: 128,
    });
    expect(await stockOf(sku.id)).toEqual({ available: 2, reserved: 0, sold: 1 });
    const points = await as(member).get('/me/points');
    expect(points.body.data).toMatchObject({ available: 128, total: 128 });
  });

  it('has a payment that is only created before somebody starts it, and closed when the order is', async () => {
    const member = await signIn();
    const orderNo = await placeOrder(member, await pickupOrder(await makeSku()));
    const payment = async () => (await as(member).get(`/orders/${orderNo}/payment`)).body.data as object;
    expect(await payment()).toEqual({ status: 'created', paidAt: null, transactionId: null });
    expect((await as(member).post(`/orders/${orderNo}/cancel`).send({})).status).toBe(200);
    expect(await payment()).toEqual({ status: 'closed', paidAt: null, transactionId: null });
  });

  it('is counted with its status; statuses without orders count 0', async () => {
    const member = await signIn();
    const none = {
      pending_payment: 0,
      awaiting_group: 0,
      awaiting_fulfilment: 0,
      shipped: 0,
      ready_for_pickup: 0,
      completed: 0,
      closed: 0,
      refunded: 0,
    };
    const counts = async () => (await as(member).get('/orders/counts')).body.data as object;
    expect(await counts()).toEqual(none);
    await placeOrder(member, await pickupOrder(await makeSku()));
    expect(await counts()).toEqual({ ...none, pending_payment: 1 });
  });

  it('finds the payment by asking WeChat when no notification arrives', async () => {
    const member = await signIn();
    const orderNo = await placeOrder(member, await pickupOrder(await makeSku()));
    await payInWechat(member, await startPayment(member, orderNo), 'none');
    expect(await orderOf(member, orderNo)).toMatchObject({ status: 'pending_payment' });
    const answer = await as(member).get(`/orders/${orderNo}/payment`);
    expect(answer.body.data).toMatchObject({ status: 'succeeded', transactionId: expect.any(String) });
    expect(await orderOf(member, orderNo)).toMatchObject({ status: 'awaiting_fulfilment' });
  });

  it('returns fresh parameters for the same prepay when pay is called again', async () => {
    const member = await signIn();
    const orderNo = await placeOrder(member, await pickupOrder(await makeSku()));
    const first = await startPayment(member, orderNo);
    const second = await startPayment(member, orderNo);
    expect(second.package).toBe(first.package);
    expect(second.nonceStr).not.toBe(first.nonceStr);
    expect(await database()('payments').where({ order_no: orderNo })).toHaveLength(1);
  });

  it('gives stock back exactly once when cancelled', async () => {
    const member = await signIn();
    const sku = await makeSku({ stock: 2 });
    const orderNo = await placeOrder(member, await pickupOrder(sku, 2));
    const [first, second] = await Promise.all([
      as(member).post(`/orders/${orderNo}/cancel`).send({}),
      as(member).post(`/orders/${orderNo}/cancel`).send({}),
    ]);
    expect([first.status, second.status].sort()).toEqual([200, 409]);
    expect(await stockOf(sku.id)).toEqual({ available: 2, reserved: 0, sold: 0 });
  });

  it('answers the same order for the same idempotency key and refuses another body', async () => {
    const member = await signIn();
    const sku = await makeSku({ stock: 5 });
    const body = await pickupOrder(sku);
    const first = await as(member).post('/orders').set('Idempotency-Key', 'key-1').send(body);
    const again = await as(member).post('/orders').set('Idempotency-Key', 'key-1').send(body);
    const other = await as(member)
      .post('/orders')
      .set('Idempotency-Key', 'key-1')
      .send({ ...body, remark: '不要辣' });
    expect(again.body.data.orderNo).toBe(first.body.data.orderNo);
    expect(other.body).toMatchObject({ code: 1005, error: { name: 'IdempotencyConflictError' } });
    expect(await stockOf(sku.id)).toMatchObject({ available: 4, reserved: 1 });
  });

  it('closes an overdue order after asking WeChat and closing there', async () => {
    const member = await signIn();
    const sku = await makeSku({ stock: 1 });
    const orderNo = await placeOrder(member, await pickupOrder(sku));
    await startPayment(member, orderNo);
    application().clock.advance({ minutes: 16 });
    await getService(application().strapi, 'api::order.close-expired-orders')();
    application().clock.reset();
    expect(await orderOf(member, orderNo)).toMatchObject({ status: 'closed' });
    expect(await stockOf(sku.id)).toEqual({ available: 1, reserved: 0, sold: 0 });
    const [payment] = application().wechat.control.listPayments().slice(-1);
    expect(payment).toMatchObject({ tradeState: 'CLOSED' });
  });

  it('keeps a paid order when the time-out comes after the payment', async () => {
    const member = await signIn();
    const orderNo = await placeOrder(member, await pickupOrder(await makeSku()));
    await payInWechat(member, await startPayment(member, orderNo), 'none');
    application().clock.advance({ minutes: 16 });
    await getService(application().strapi, 'api::order.close-expired-orders')();
    application().clock.reset();
    expect(await orderOf(member, orderNo)).toMatchObject({ status: 'awaiting_fulfilment' });
  });

  it('refuses an order at another price than the client confirmed', async () => {
    const member = await signIn();
    const body = await pickupOrder(await makeSku({ price: 1_000 }));
    const answer = await as(member)
      .post('/orders')
      .send({ ...body, expectedPayAmount: 900 });
    expect(answer.body).toMatchObject({ code: 1004, error: { details: { payAmount: 1_000 } } });
  });

  it('takes points for money, holds them while unpaid and spends them when paid', async () => {
    const member = await signIn();
    await buy(member, await pickupOrder(await makeSku({ price: 50_000 })));
    const sku = await makeSku({ price: 1_000, stock: 2 });
    const orderNo = await placeOrder(member, { ...(await pickupOrder(sku)), pointsToUse: 300 });
    expect(await orderOf(member, orderNo)).toMatchObject({ payAmount: 700, pointsUsed: 300 });
    expect((await as(member).get('/me/points')).body.data).toMatchObject({ available: 200, frozen: 300 });
    await as(member).post(`/orders/${orderNo}/cancel`).send({});
    expect((await as(member).get('/me/points')).body.data).toMatchObject({ available: 500, frozen: 0 });
    const second = await placeOrder(member, { ...(await pickupOrder(sku)), pointsToUse: 300 });
    await payInWechat(member, await startPayment(member, second));
    expect((await as(member).get('/me/points')).body.data).toMatchObject({ available: 207, frozen: 0, used: 300 });
    const spent = await database()('outbox_events').where({ name: 'points.spent', aggregate_id: String(member.id) });
    expect(spent.map(({ payload }) => fromJson(payload))).toEqual([
      { userId: member.id, points: 300, source: 'order', orderNo: second },
    ]);
  });

  it('takes few points too, and no more than half of a small order', async () => {
    const member = await signIn();
    await buy(member, await pickupOrder(await makeSku({ price: 50_000 })));
    const large = { ...(await pickupOrder(await makeSku({ price: 1_000 }))), pointsToUse: 50 };
    expect(await orderOf(member, await placeOrder(member, large))).toMatchObject({ payAmount: 950, pointsUsed: 50 });
    const small = { ...(await pickupOrder(await makeSku({ price: 150 }))), pointsToUse: 100 };
    expect(await orderOf(member, await placeOrder(member, small))).toMatchObject({ payAmount: 75, pointsUsed: 75 });
  });
});
