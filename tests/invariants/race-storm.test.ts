import { application, api } from '../support/api';
import { stockOf } from '../support/catalog';
import { ensurePaymentRule } from '../support/points';
import { eventually } from '../support/eventually';
import { endRule, expectBooksBalance, makePaymentRule } from '../support/facts';
import { as, database, loginCode, newOpenid, signIn } from '../support/members';
import { runService } from '../support/run-service';
import { buy, makeSku, orderOf, payInWechat, pickupOrder, placeOrder, startPayment } from '../support/shopping';
import { crowd, inParallel, statusesOf } from '../support/storm';

beforeAll(ensurePaymentRule);
afterEach(() => {
  application().clock.reset();
  application().wechat.control.clearFaults();
});

/** The order is as old as can be, so that the next time-out job takes it. */
const makeOverdue = (orderNo: string) =>
  database()('orders')
    .where({ order_no: orderNo })
    .update({ close_due_at: database().ref('created_at') });

/** Refunds what is to be refunded and checks that money in equals money kept plus money back. */
async function expectMoneyAccountedFor(orderNo: string): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await runService('api::payment.send-refunds');
    application().clock.advance({ minutes: 10 });
  }
  await application().wechat.control.deliveriesSettled();
  const payments = (await database()('payments').where({ order_no: orderNo })) as { out_trade_no: string }[];
  const numbers = payments.map((payment) => payment.out_trade_no);
  const { control } = application().wechat;
  const paid = control
    .listPayments()
    .filter((payment) => numbers.includes(payment.outTradeNo) && payment.paidAt !== null);
  const refunds = control.listRefunds().filter((refund) => numbers.includes(refund.outTradeNo));
  const order = (await database()('orders').where({ order_no: orderNo }).first()) as {
    state: string;
    paid_amount: number;
    refunded_amount: number;
  };
  const moneyIn = paid.reduce((sum, payment) => sum + payment.totalFen, 0);
  const moneyBack = refunds.reduce((sum, refund) => sum + refund.refundFen, 0);
  // A cancellation that comes after the payment is a refund.
  expect(moneyIn - moneyBack).toBe(order.paid_amount - order.refunded_amount);
  expect(['closed', 'awaiting_fulfilment', 'refunded']).toContain(order.state);
}

describe('simultaneous sign-ins', () => {
  it('make one user of twenty first logins with one openid', async () => {
    const openid = newOpenid();
    const answers = await inParallel(Array.from({ length: 20 }), () =>
      api()
        .post('/api/v1/auth/wechat/login')
        .send({ code: loginCode(openid) }),
    );
    expect(statusesOf(answers)).toEqual({ 200: 20 });
    expect(new Set(answers.map((answer) => answer.body.data.user.documentId as string)).size).toBe(1);
    expect(answers.filter((answer) => answer.body.data.isNewUser as boolean)).toHaveLength(1);
    expect(await database()('up_users').where({ openid })).toHaveLength(1);
  });

  it('use up a refresh token once', async () => {
    const member = await signIn();
    const answers = await inParallel(Array.from({ length: 10 }), () =>
      api().post('/api/v1/auth/wechat/refresh').send({ refreshToken: member.refreshToken }),
    );
    expect(statusesOf(answers)).toEqual({ 200: 1, 401: 9 });
  });

  // Incident 16.
  it('award one check-in a day to two taps, or twenty', async () => {
    const member = await signIn();
    const answers = await inParallel(Array.from({ length: 20 }), () => as(member).post('/me/check-ins').send({}));
    const counts = statusesOf(answers);
    expect((counts[200] ?? 0) + (counts[201] ?? 0)).toBe(1);
    expect(counts[409]).toBe(19);
    expect(await database()('check_ins').where({ user_id: member.id })).toHaveLength(1);
    await expectBooksBalance({ users: [member.id], skus: [] });
  });
});

describe('a race for one order', () => {
  // Incident 22.
  it.each([
    ['paying and cancelling', (cancel: () => Promise<unknown>) => cancel()],
    ['paying and the time-out', () => runService('api::order.close-expired-orders')],
  ])('between %s has one winner, and the books balance', async (title, rival) => {
    for (let round = 0; round < 6; round += 1) {
      const member = await signIn();
      const sku = await makeSku({ price: 3_000, stock: 1 });
      const orderNo = await placeOrder(member, await pickupOrder(sku));
      const payParams = await startPayment(member, orderNo);
      if (title.includes('time-out')) await makeOverdue(orderNo);
      const pay = application().wechat.control.pay({ payParams, openid: member.openid, notify: 'duplicate' });
      await Promise.all([pay, rival(async () => as(member).post(`/orders/${orderNo}/cancel`).send({}))]);
      await application().wechat.control.deliveriesSettled();
      const isPaid = (await pay).errMsg.endsWith(':ok');
      await expectMoneyAccountedFor(orderNo);
      const { status } = await orderOf(member, orderNo);
      if (!isPaid) expect(status).toBe('closed');
      const stock = await stockOf(sku.id);
      const sold = { available: 0, reserved: 0, sold: 1 };
      expect(stock).toEqual(status === 'awaiting_fulfilment' ? sold : { available: 1, reserved: 0, sold: 0 });
      await expectBooksBalance({ users: [member.id], skus: [sku.id] });
    }
  });

  it('between the time-out, a cancellation, a notification and a query has one winner', async () => {
    for (let round = 0; round < 4; round += 1) {
      const member = await signIn();
      const sku = await makeSku({ price: 3_000, stock: 1 });
      const orderNo = await placeOrder(member, await pickupOrder(sku));
      await payInWechat(member, await startPayment(member, orderNo), 'none');
      await makeOverdue(orderNo);
      const { control } = application().wechat;
      const id = control.listNotifications().at(-1)?.id ?? '';
      await Promise.all([
        runService('api::order.close-expired-orders'),
        as(member).post(`/orders/${orderNo}/cancel`).send({}),
        control.resendNotification(id, { times: 3, parallel: true }),
        as(member).get(`/orders/${orderNo}/payment`),
        runService('api::payment.sweep-payments'),
      ]);
      await expectMoneyAccountedFor(orderNo);
      expect(['awaiting_fulfilment', 'refunded']).toContain((await orderOf(member, orderNo)).status);
      expect(
        await database()('points_records').where({ user_id: member.id, type: 'award', source: 'payment' }),
      ).toHaveLength(1);
      await expectBooksBalance({ users: [member.id], skus: [sku.id] });
    }
  });

  it('between twenty calls of pay opens one payment', async () => {
    const member = await signIn();
    const orderNo = await placeOrder(member, await pickupOrder(await makeSku()));
    const answers = await inParallel(Array.from({ length: 20 }), () => as(member).post(`/orders/${orderNo}/pay`));
    expect(statusesOf(answers)).toEqual({ 200: 20 });
    expect(await database()('payments').where({ order_no: orderNo })).toHaveLength(1);
    const packages = new Set(answers.map((answer) => answer.body.data.payParams.package as string));
    const { control } = application().wechat;
    const outcomes = await Promise.all(
      answers.map(({ body }) => control.pay({ payParams: body.data.payParams, openid: member.openid })),
    );
    expect(packages.size).toBeGreaterThanOrEqual(1);
    expect(outcomes.filter(({ errMsg }) => errMsg.endsWith(':ok'))).toHaveLength(1);
    await control.deliveriesSettled();
    await eventually(async () => expect((await orderOf(member, orderNo)).status).toBe('awaiting_fulfilment'));
  });
});

describe('points under pressure', () => {
  // Incidents 13 and 14.
  it('are never spent twice by twenty orders of one account at once', async () => {
    const member = await signIn();
    await buy(member, await pickupOrder(await makeSku({ price: 50_000 })));
    const before = await as(member).get('/me/points');
    const { available } = before.body.data as { available: number };
    expect(available).toBeGreaterThanOrEqual(500);
    const sku = await makeSku({ price: 1_000, stock: 40 });
    const body = { ...(await pickupOrder(sku)), pointsToUse: 100 };
    const answers = await inParallel(Array.from({ length: 20 }), () => as(member).post('/orders').send(body));
    const affordable = Math.min(20, Math.floor(available / 100));
    expect(statusesOf(answers)).toEqual({ 201: affordable, 409: 20 - affordable });
    for (const answer of answers.filter(({ status }) => status === 409)) {
      expect(answer.body).toMatchObject({ code: 1301, error: { name: 'InsufficientPointsError' } });
    }
    await expectBooksBalance({ users: [member.id], skus: [sku.id] });
    const orderNos = answers.filter(({ status }) => status === 201).map((answer) => answer.body.data.orderNo as string);
    await inParallel(orderNos.slice(0, 2), (orderNo) => as(member).post(`/orders/${orderNo}/cancel`).send({}));
    await inParallel(orderNos.slice(2), async (orderNo) => payInWechat(member, await startPayment(member, orderNo)));
    await expectBooksBalance({ users: [member.id], skus: [sku.id] });
    const after = (await as(member).get('/me/points')).body.data as { frozen: number; used: number };
    expect(after).toMatchObject({ frozen: 0, used: 100 * (affordable - 2) });
  });

  it('stay within the total limit of a rule over all users', async () => {
    const limited = await makePaymentRule({ name: '限量', totalLimit: 100, priority: 9, stackable: true });
    const members = await crowd(8);
    const sku = await makeSku({ price: 3_000, stock: 8 });
    const body = await pickupOrder(sku);
    await inParallel(members, (member) => buy(member, body));
    await endRule(limited);
    const [row] = (await database()('points_rules').where({ document_id: limited })) as { id: number }[];
    const records = (await database()('points_records').where({ rule_id: row?.id })) as { change: number }[];
    expect(records.reduce((sum, { change }) => sum + change, 0)).toBe(100);
    await expectBooksBalance({ users: members.map(({ id }) => id), skus: [sku.id] });
  });
});
