import { setTimeout as pause } from 'node:timers/promises';
import { application } from '../support/api';
import { ensurePaymentRule } from '../support/points';
import { atWechat, expectEnding, returnedDeal, stateOfOrder } from '../support/deals';
import { eventually } from '../support/eventually';
import { expectBooksBalance } from '../support/facts';
import { type Instance, startInstance, stopInstances } from '../support/instance';
import { database, type SignedIn } from '../support/members';
import { REFUND_NOTIFY_PATH } from '../support/notifications';
import { makeSku, pickupOrder } from '../support/shopping';
import { crowd, inParallel } from '../support/storm';

interface Prepared {
  member: SignedIn;
  orderNo: string;
  payParams: never;
}

const control = () => application().wechat.control;

/** One order ready to be paid, made at this instance, so that WeChat calls this instance back. */
async function prepare(instance: Instance, member: SignedIn, body: object): Promise<Prepared> {
  const placed = await instance.as(member).post('/orders').send(body);
  expect(placed.status).toBe(201);
  const { orderNo } = placed.body.data as { orderNo: string };
  const paying = await instance.as(member).post(`/orders/${orderNo}/pay`).send({});
  expect(paying.status).toBe(200);
  return { member, orderNo, payParams: paying.body.data.payParams as never };
}

const awardsOf = (orderNo: string) =>
  database()('points_records').where({ order_no: orderNo, type: 'award' }) as unknown as Promise<unknown[]>;

describe('a process that is killed while notifications arrive', () => {
  let instance: Instance;
  beforeAll(async () => {
    await ensurePaymentRule();
    instance = await startInstance();
  }, 120_000);
  afterAll(async () => {
    await stopInstances();
    application().clock.reset();
  });

  // Incidents 5 and 22.
  it('has applied, or applies after its restart, everything it acknowledged, each exactly once', async () => {
    const members = await crowd(10);
    const sku = await makeSku({ price: 2_000, stock: 60 });
    const body = await pickupOrder(sku);
    const wanted = members.flatMap((member) => [member, member, member, member]);
    const prepared: Prepared[] = [];
    for (let turn = 0; turn < wanted.length; turn += 5) {
      const some = wanted.slice(turn, turn + 5);
      prepared.push(...(await inParallel(some, (member) => prepare(instance, member, body))));
    }

    const payments = inParallel(prepared, async ({ member, payParams }, index) => {
      await pause(index * 15);
      return control().pay({ payParams, openid: member.openid, notify: index % 3 === 0 ? 'duplicate' : 'normal' });
    });
    const acknowledged = () =>
      control()
        .listNotifications()
        .filter(
          ({ url, attempts }) => url.startsWith(instance.url) && attempts.some(({ httpStatus }) => httpStatus === 204),
        );
    await eventually(() => {
      expect(acknowledged().length).toBeGreaterThan(5);
      return Promise.resolve();
    }, 20);
    await instance.kill();
    const beforeCrash = acknowledged().length;
    expect((await payments).filter(({ errMsg }) => !errMsg.endsWith(':ok'))).toEqual([]);
    expect(beforeCrash).toBeLessThan(prepared.length);

    instance = await startInstance({ port: instance.port });
    // WeChat comes again by its own schedule; what was acknowledged is the shop's own business.
    await eventually(() => {
      expect(acknowledged()).toHaveLength(prepared.length);
      return Promise.resolve();
    }, 60);
    application().clock.advance({ minutes: 30 });
    for (let round = 0; round < 3; round += 1) await application().runJob('sweep-notifications');
    await application().runJob('sweep-payments');

    for (const { orderNo } of prepared) {
      const order = (await database()('orders').where({ order_no: orderNo }).first('state')) as { state: string };
      expect({ orderNo, ...order }).toEqual({ orderNo, state: 'awaiting_fulfilment' });
      expect(await awardsOf(orderNo)).toHaveLength(1);
    }
    const kept = await database()('payment_notifications').whereIn(
      'notification_id',
      acknowledged().map(({ id }) => id),
    );
    expect(kept).toHaveLength(prepared.length);
    expect(new Set((kept as { state: string }[]).map(({ state }) => state))).toEqual(new Set(['applied']));
    await expectBooksBalance({ users: members.map(({ id }) => id), skus: [sku.id] });
  }, 180_000);

  it('leaves no half order behind when it dies while orders are placed', async () => {
    const members = await crowd(10);
    const sku = await makeSku({ price: 2_000, stock: 100 });
    const body = await pickupOrder(sku);
    const storm = inParallel(
      members.flatMap((member) => [member, member, member]),
      (member) =>
        instance
          .as(member)
          .post('/orders')
          .send(body)
          .then(
            ({ status }) => status,
            () => 'lost' as const,
          ),
    );
    await pause(150);
    await instance.kill();
    const answers = await storm;
    expect(answers.filter((answer) => answer !== 201 && answer !== 'lost')).toEqual([]);
    await expectBooksBalance({ users: members.map(({ id }) => id), skus: [sku.id] });
    const lines = await database()('order_items').where({ sku_id: sku.id });
    expect(lines.length).toBeGreaterThanOrEqual(answers.filter((answer) => answer === 201).length);
    instance = await startInstance({ port: instance.port });
  }, 120_000);
});

describe('a process that is killed in the middle of a refund', () => {
  const PRICE = 2_300;
  const REFUND_API = '/v3/refund/domestic/refunds';
  const refundsOf = (orderNo: string) =>
    database()('refunds').where({ order_no: orderNo }) as unknown as Promise<Record<string, unknown>[]>;
  const muteRefundNotifications = () =>
    control().addFault({ kind: 'drop', on: 'notification', match: REFUND_NOTIFY_PATH, times: null });

  beforeAll(ensurePaymentRule);
  afterEach(async () => {
    control().clearFaults();
    await stopInstances();
    application().clock.reset();
  });

  // Incidents 18 and 22.
  it('after WeChat has paid it and before the answer was kept pays it once, under the same number', async () => {
    const [member] = await crowd(1);
    if (!member) throw new Error('nobody signed in');
    const sku = await makeSku({ price: PRICE, stock: 2 });
    const { orderNo, outRefundNo } = await returnedDeal(member, await pickupOrder(sku));
    // The answer of the accepted refund is held back until the process is gone, and nothing else tells of it.
    control().addFault({ kind: 'slow', match: REFUND_API, seconds: 5 });
    muteRefundNotifications();
    const instance = await startInstance({ environment: { JOBS_ENABLED: 'true' } });
    await eventually(() => {
      expect(atWechat(orderNo).refunds).toHaveLength(1);
      return Promise.resolve();
    }, 30);
    await instance.kill();
    expect(await refundsOf(orderNo)).toMatchObject([{ state: 'created', out_refund_no: outRefundNo }]);

    control().clearFaults();
    // WeChat delivers again after 15 s; the shop must get there by sending the same number once more.
    muteRefundNotifications();
    const calls = () => control().countCalls()[`POST ${REFUND_API}`] ?? 0;
    const before = calls();
    // What the dead process had taken is free again when its lease is over.
    await database()('refunds')
      .where({ order_no: orderNo })
      .update({ next_attempt_at: database().ref('created_at') });
    await startInstance({ port: instance.port, environment: { JOBS_ENABLED: 'true' } });
    await eventually(async () => expect(await stateOfOrder(orderNo)).toBe('refunded'), 60);
    expect(calls()).toBe(before + 1);
    await expectEnding({ orderNo, price: PRICE }, 'refunded');
    await expectBooksBalance({ users: [member.id], skus: [sku.id] });
  }, 180_000);
});
