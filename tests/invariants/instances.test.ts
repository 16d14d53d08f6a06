import request from 'supertest';
import { application } from '../support/api';
import { eventually } from '../support/eventually';
import { expectBooksBalance } from '../support/facts';
import { type Instance, startInstance, stopInstances } from '../support/instance';
import { type LateOrder, payAfterCancelling } from '../support/late-order';
import { as, database, signIn, type SignedIn } from '../support/members';
import { makeSku, pickupOrder, placeOrder, startPayment } from '../support/shopping';
import { inParallel, statusesOf } from '../support/storm';

const PRICE = 3_300;
const REFUND_CALL = 'POST /v3/refund/domestic/refunds';

/** Several instances need a database server; the embedded one belongs to a single process. */
const isShared = Boolean(application().environment.DATABASE_URL);

(isShared ? describe : describe.skip)('two instances on one database', () => {
  const instances: Instance[] = [];
  let overdue: { member: SignedIn; orderNo: string; skuId: number }[];
  let late: LateOrder[];
  let refundCallsBefore: number;

  beforeAll(async () => {
    late = [];
    for (let made = 0; made < 6; made += 1) late.push(await payAfterCancelling(PRICE));
    overdue = [];
    for (let made = 0; made < 6; made += 1) {
      const member = await signIn();
      const sku = await makeSku({ stock: 1 });
      const orderNo = await placeOrder(member, await pickupOrder(sku));
      await startPayment(member, orderNo);
      overdue.push({ member, orderNo, skuId: sku.id });
    }
    const numbers = overdue.map(({ orderNo }) => orderNo);
    await database()('orders')
      .whereIn('order_no', numbers)
      .update({ close_due_at: database().ref('created_at') });
    refundCallsBefore = application().wechat.control.countCalls()[REFUND_CALL] ?? 0;
    const environment = { JOBS_ENABLED: 'true' };
    instances.push(...(await Promise.all([startInstance({ environment }), startInstance({ environment })])));
  }, 180_000);
  afterAll(stopInstances);

  // Incident 30.
  it('send each refund once though the jobs of both fire', async () => {
    const numbers = late.map(({ orderNo }) => orderNo);
    await eventually(async () => {
      const rows = (await database()('refunds').whereIn('order_no', numbers)) as { state: string }[];
      expect(rows.map(({ state }) => state)).toEqual(late.map(() => 'succeeded'));
    }, 45);
    const calls = (application().wechat.control.countCalls()[REFUND_CALL] ?? 0) - refundCallsBefore;
    expect(calls).toBe(late.length);
    await expectBooksBalance({ users: late.map(({ member }) => member.id), skus: late.map(({ sku }) => sku.id) });
  }, 60_000);

  it('close each overdue order once', async () => {
    await eventually(async () => {
      const rows = (await database()('orders').whereIn(
        'order_no',
        overdue.map(({ orderNo }) => orderNo),
      )) as { state: string }[];
      expect(rows.map(({ state }) => state)).toEqual(overdue.map(() => 'closed'));
    }, 90);
    for (const { orderNo } of overdue) {
      expect(await database()('order_logs').where({ order_no: orderNo, to_state: 'closed' })).toHaveLength(1);
      expect(await database()('outbox_events').where({ name: 'order.closed', aggregate_id: orderNo })).toHaveLength(1);
    }
    await expectBooksBalance({
      users: overdue.map(({ member }) => member.id),
      skus: overdue.map(({ skuId }) => skuId),
    });
  }, 120_000);

  it('deliver each event once', async () => {
    await eventually(async () => {
      const waiting = (await database()('outbox_events').where({ state: 'pending' })) as { payload: unknown }[];
      const own = [...late, ...overdue].map(({ orderNo }) => orderNo);
      // Other suites move the clock, and what they left behind is due on their time.
      expect(waiting.filter(({ payload }) => own.some((orderNo) => JSON.stringify(payload).includes(orderNo)))).toEqual(
        [],
      );
    }, 45);
    for (const { member } of late) {
      const told = (await database()('messages').where({ user_id: member.id })) as { event: string }[];
      const refunds = told.filter((message) => JSON.stringify(message).includes('refund'));
      expect(refunds).toHaveLength(1);
    }
  }, 60_000);

  it('refuse a logged-out or blocked user on every instance at once', async () => {
    const member = await signIn();
    for (const instance of instances) expect((await instance.as(member).get('/me')).status).toBe(200);
    await as(member).post('/auth/wechat/logout').send({});
    for (const instance of instances) expect((await instance.as(member).get('/me')).status).toBe(401);
    const blocked = await signIn();
    for (const instance of instances) expect((await instance.as(blocked).get('/me')).status).toBe(200);
    await database()('up_users').where({ id: blocked.id }).update({ blocked: true });
    for (const instance of instances) expect((await instance.as(blocked).get('/me')).status).toBe(401);
  });

  it('make one order of one idempotency key that reaches both', async () => {
    const member = await signIn();
    const sku = await makeSku({ stock: 5 });
    const body = await pickupOrder(sku);
    const targets = [...instances, ...instances, ...instances, ...instances];
    const answers = await inParallel(targets, (instance) =>
      instance.as(member).post('/orders').set('Idempotency-Key', 'both').send(body),
    );
    expect(statusesOf(answers)).toEqual({ 201: targets.length });
    expect(new Set(answers.map((answer) => answer.body.data.orderNo as string)).size).toBe(1);
    await expectBooksBalance({ users: [member.id], skus: [sku.id] });
  });

  it('sell the last piece once between them', async () => {
    const members = await Promise.all(Array.from({ length: 10 }, () => signIn()));
    const sku = await makeSku({ stock: 1 });
    const body = await pickupOrder(sku);
    const answers = await inParallel(members, (member, turn) =>
      (instances[turn % 2] as Instance).as(member).post('/orders').send(body),
    );
    expect(statusesOf(answers)).toEqual({ 201: 1, 409: 9 });
    await expectBooksBalance({ users: members.map(({ id }) => id), skus: [sku.id] });
  });

  it('count one user’s calls together', async () => {
    const limited = await startInstance({ environment: { RATE_LIMIT_READS_PER_MINUTE: '20' } });
    const twin = await startInstance({ environment: { RATE_LIMIT_READS_PER_MINUTE: '20' } });
    const member = await signIn();
    const targets = Array.from({ length: 40 }, (_, turn) => (turn % 2 === 0 ? limited : twin));
    const answers = await inParallel(targets, (instance) =>
      request(instance.url).get('/api/v1/me').set('Authorization', `Bearer ${member.accessToken}`),
    );
    await Promise.all([limited.stop(), twin.stop()]);
    expect(statusesOf(answers)).toEqual({ 200: 20, 429: 20 });
    expect(answers.find(({ status }) => status === 429)?.headers['retry-after']).toMatch(/^[1-9]\d*$/);
  }, 120_000);
});
