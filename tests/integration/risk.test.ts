import type { Test } from 'supertest';
import { adminService } from '../../src/platform/admin-services';
import { signInToPanel } from '../support/admin-client';
import { api, application } from '../support/api';
import { expectBooksBalance } from '../support/facts';
import { as, database, loginCode, signIn, type SignedIn } from '../support/members';
import { givePoints, makeGood } from '../support/mall';
import { makePaymentCode } from '../support/merchants';
import { fromAddress, withRule, withSettings } from '../support/risk';
import { makeSku, pickupOrder, placeOrder, type OrderBody } from '../support/shopping';

interface EventRow {
  document_id: string;
  action: string;
  stage: string;
  state: string;
  order_no: string | null;
  value: number;
  ip: string;
  device: string | null;
}

const eventsOf = (member: SignedIn) =>
  database()('risk_events').where({ user_id: member.id }).orderBy('id') as Promise<EventRow[]>;
const announced = async (id: string) => {
  const rows = (await database()('outbox_events').where({ name: 'risk.hit', aggregate_id: id })) as unknown[];
  return rows.length;
};
const place = (member: SignedIn, body: OrderBody) => as(member).post('/orders').send(body);
const pay = (member: SignedIn, orderNo: string) => as(member).post(`/orders/${orderNo}/pay`);
const verify = (member: SignedIn, body: object) => as(member).post('/risk/verifications').send(body);
const verificationOf = (answer: { body: unknown }) =>
  (answer.body as { error: { details: { verification: { method: string; riskEventId: string } } } }).error.details
    .verification;

let body: OrderBody;
beforeAll(async () => {
  body = await pickupOrder(await makeSku({ price: 2_000, stock: 200 }));
});
afterEach(() => {
  application().clock.reset();
});

describe('the rules every shop begins with', () => {
  it('block a user’s eleventh payment within a minute, and nobody else', async () => {
    const [member, other] = [await signIn(), await signIn()];
    const orderNo = await placeOrder(member, body);
    const statuses: number[] = [];
    await withSettings({ RISK_PAYMENTS_PER_MINUTE: undefined }, async () => {
      for (let turn = 0; turn < 12; turn += 1) statuses.push((await pay(member, orderNo)).status);
      expect((await pay(other, await placeOrder(other, body))).status).toBe(200);
    });
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 200), 403, 403]);
    // Repeated hits of one minute are one event, and one announcement.
    const events = await eventsOf(member);
    expect(events.length).toBeLessThanOrEqual(2);
    expect(events[0]).toMatchObject({ action: 'block', stage: 'paying', state: 'open', order_no: orderNo, value: 11 });
    expect(await announced(events[0]?.document_id ?? '')).toBe(1);
    await expectBooksBalance({ users: [member.id, other.id] });
  });

  it('say that they blocked, and not from where on they do', async () => {
    const member = await signIn();
    const orderNo = await placeOrder(member, body);
    const answer = await withSettings({ RISK_PAYMENTS_PER_MINUTE: 1 }, async () => {
      await pay(member, orderNo);
      return pay(member, orderNo);
    });
    expect(answer.body).toMatchObject({ code: 1203, data: null, error: { name: 'RiskBlockedError' } });
    expect(Object.keys((answer.body as { error: { details: object } }).error.details).sort()).toEqual([
      'riskEventId',
      'stage',
    ]);
  });

  it('can be raised or switched off by the environment', async () => {
    const member = await signIn();
    const orderNo = await placeOrder(member, body);
    await withSettings({ RISK_PAYMENTS_PER_MINUTE: 14 }, async () => {
      for (let turn = 0; turn < 14; turn += 1) expect((await pay(member, orderNo)).status).toBe(200);
      expect((await pay(member, orderNo)).status).toBe(403);
      await withSettings({ RISK_ENABLED: false }, async () => {
        expect((await pay(member, orderNo)).status).toBe(200);
      });
    });
  });

  it('let a user order and pay where he signed in, and where he has never been seen at all', async () => {
    const member = await signIn();
    const orderNo = await placeOrder(member, body);
    expect((await pay(member, orderNo)).status).toBe(200);
    await database()('familiar_ips').where({ user_id: member.id }).delete();
    const away = await fromAddress(place(member, body));
    expect(away.status).toBe(201);
    // Paying there makes the network a known one.
    expect((await fromAddress(pay(member, (away.body as { data: { orderNo: string } }).data.orderNo))).status).toBe(
      200,
    );
    expect(await database()('familiar_ips').where({ user_id: member.id })).toHaveLength(1);
    expect(await eventsOf(member)).toHaveLength(0);
  });
});

describe('an unfamiliar network', () => {
  it('asks for a verification once, and a new wx.login of the same account gives it', async () => {
    const member = await signIn();
    const refused = await fromAddress(place(member, body)).set('X-Device-Id', 'phone-1');
    expect(refused.body).toMatchObject({ code: 1204, data: null, error: { name: 'RiskVerifyError', status: 403 } });
    const { method, riskEventId } = verificationOf(refused);
    expect(method).toBe('wechat_login');
    expect(await eventsOf(member)).toMatchObject([
      {
        document_id: riskEventId,
        action: 'verify',
        stage: 'placing',
        state: 'open',
        ip: '127.0.0.2',
        device: 'phone-1',
      },
    ]);

    const verified = await fromAddress(verify(member, { riskEventId, code: loginCode(member.openid) }));
    expect(verified.status).toBe(200);
    expect(Date.parse((verified.body as { data: { verifiedUntil: string } }).data.verifiedUntil)).toBeGreaterThan(
      Date.now(),
    );
    expect(await eventsOf(member)).toMatchObject([{ state: 'verified' }]);

    const placed = await fromAddress(place(member, body));
    expect(placed.status).toBe(201);
    const { orderNo } = (placed.body as { data: { orderNo: string } }).data;
    expect((await fromAddress(pay(member, orderNo))).status).toBe(200);
    expect(await eventsOf(member)).toHaveLength(1);
  });

  it('is asked about when paying as well, scanned codes included', async () => {
    const member = await signIn();
    const orderNo = await placeOrder(member, body);
    expect((await fromAddress(pay(member, orderNo))).body).toMatchObject({ code: 1204 });
    const { code } = await makePaymentCode({ fixedAmount: 800 });
    const scan = () => as(member).post(`/payment-codes/${code}/pay`).set('Idempotency-Key', 'scan-1').send({});
    const refused = await fromAddress(scan());
    expect(refused.body).toMatchObject({ code: 1204 });
    const { riskEventId } = verificationOf(refused);
    await fromAddress(verify(member, { riskEventId, code: loginCode(member.openid) }));
    expect((await fromAddress(scan())).status).toBe(201);
  });

  it('stays unfamiliar when the code is another account’s, used, or wrong', async () => {
    const [member, other] = [await signIn(), await signIn()];
    const { riskEventId } = verificationOf(await fromAddress(place(member, body)));
    const foreign = await fromAddress(verify(member, { riskEventId, code: loginCode(other.openid) }));
    expect(foreign.body).toMatchObject({ code: 1204, error: { details: { reason: 'another_account' } } });
    const code = loginCode(member.openid);
    await signInWith(code);
    expect((await fromAddress(verify(member, { riskEventId, code }))).body).toMatchObject({ code: 1701 });
    expect((await fromAddress(place(member, body))).body).toMatchObject({ code: 1204 });
    expect((await eventsOf(member)).every(({ state }) => state === 'open')).toBe(true);
  });

  it('answers 404 for somebody else’s event, an unknown one and one from long ago', async () => {
    const [member, stranger] = [await signIn(), await signIn()];
    const { riskEventId } = verificationOf(await fromAddress(place(member, body)));
    expect((await verify(stranger, { riskEventId, code: loginCode(stranger.openid) })).status).toBe(404);
    expect((await verify(member, { riskEventId: 'nothing', code: loginCode(member.openid) })).status).toBe(404);
    application().clock.advance({ minutes: 31 });
    expect((await verify(member, { riskEventId, code: loginCode(member.openid) })).status).toBe(404);
  });

  it('verified twice is verified once', async () => {
    const member = await signIn();
    const { riskEventId } = verificationOf(await fromAddress(place(member, body)));
    const answers = await Promise.all(
      [1, 2].map(() => fromAddress(verify(member, { riskEventId, code: loginCode(member.openid) }))),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await database()('familiar_ips').where({ user_id: member.id })).toHaveLength(2);
  });

  it('becomes familiar by signing in there, and is forgotten after three months', async () => {
    const member = await signIn();
    await fromAddress(
      api()
        .post('/api/v1/auth/wechat/login')
        .send({ code: loginCode(member.openid) }),
    );
    expect((await fromAddress(place(member, body))).status).toBe(201);
    application().clock.advance({ days: 91 });
    await application().runJob('forget-ips');
    expect(await database()('familiar_ips').where({ user_id: member.id })).toHaveLength(0);
  });
});

async function signInWith(code: string): Promise<void> {
  await api().post('/api/v1/auth/wechat/login').send({ code });
}

describe('a call repeated under its key from an unfamiliar network', () => {
  let code: string;
  let pointsGoodId: string;
  beforeAll(async () => {
    ({ code } = await makePaymentCode({}));
    ({ documentId: pointsGoodId } = await makeGood({ points: 10 }));
  });
  const calls: Record<string, (member: SignedIn, quantity: number) => Test> = {
    order: (member, quantity) => place(member, { ...body, items: body.items.map((item) => ({ ...item, quantity })) }),
    redemption: (member, quantity) => as(member).post('/points/redemptions').send({ pointsGoodId, quantity }),
    scan: (member, quantity) =>
      as(member)
        .post(`/payment-codes/${code}/pay`)
        .send({ amount: quantity * 100 }),
  };
  const orderNoOf = (answer: { body: unknown }) => (answer.body as { data: { orderNo: string } }).data.orderNo;

  it.each(Object.entries(calls))('gets its stored answer, or 1005 for another body: %s', async (_title, send) => {
    const member = await signIn();
    await givePoints([member], 100);
    const first = await send(member, 1).set('Idempotency-Key', 'again-1');
    expect(first.status).toBe(201);
    const again = await fromAddress(send(member, 1)).set('Idempotency-Key', 'again-1');
    expect([again.status, orderNoOf(again)]).toEqual([201, orderNoOf(first)]);
    expect((await fromAddress(send(member, 2)).set('Idempotency-Key', 'again-1')).body).toMatchObject({ code: 1005 });
    expect((await fromAddress(send(member, 1)).set('Idempotency-Key', 'again-2')).body).toMatchObject({ code: 1204 });
    expect(await eventsOf(member)).toHaveLength(1);
    await expectBooksBalance({ users: [member.id] });
  });

  it('is judged once more when the first call came to no payment', async () => {
    const member = await signIn();
    const scan = () => calls['scan']?.(member, 20).set('Idempotency-Key', 'again-1');
    await withRule({ metric: 'order_amount', minAmount: 2_000, action: 'block' }, async () => {
      expect((await scan())?.body).toMatchObject({ code: 1203 });
      expect((await scan())?.body).toMatchObject({ code: 1203 });
    });
    expect((await scan())?.status).toBe(201);
  });
});

describe('the list of staff', () => {
  const listed = async (entry: Record<string, unknown>, work: () => Promise<void>) => {
    const entries = application().strapi.documents('api::payment.risk-list-entry');
    const { documentId } = await entries.create({ data: { reason: '测试', ...entry } as never });
    await work().finally(() => entries.delete({ documentId }));
  };

  it.each<[string, (member: SignedIn) => Record<string, unknown>]>([
    ['the user', ({ documentId }) => ({ kind: 'user', value: documentId })],
    ['the openid', ({ openid }) => ({ kind: 'openid', value: openid })],
    ['the device', ({ openid }) => ({ kind: 'device', value: `device-${openid}` })],
  ])('lets nothing pass of %s, and nobody else is touched', async (_kind, entry) => {
    const [member, other] = [await signIn(), await signIn()];
    const device = `device-${member.openid}`;
    const orderNo = await placeOrder(member, body);
    const { code } = await makePaymentCode({ fixedAmount: 500 });
    await listed(entry(member), async () => {
      const calls = [place(member, body), pay(member, orderNo), as(member).post(`/payment-codes/${code}/pay`).send({})];
      for (const call of calls) expect((await call.set('X-Device-Id', device)).body).toMatchObject({ code: 1203 });
      expect((await place(other, body)).status).toBe(201);
    });
    expect((await pay(member, orderNo)).status).toBe(200);
  });

  it('holds for an address, until it ends', async () => {
    const member = await signIn();
    await listed(
      { kind: 'ip', value: '127.0.0.1', expiresAt: new Date(Date.now() + 60_000).toISOString() },
      async () => {
        expect((await place(member, body)).body).toMatchObject({ code: 1203 });
        application().clock.advance({ minutes: 2 });
        expect((await place(member, body)).status).toBe(201);
      },
    );
  });

  it('keeps an IPv6 address as the network it stands for', async () => {
    const network = `2001:db8:${String(Date.now() % 9_999)}:7`;
    await listed({ kind: 'ip', value: `${network}:1:2:3:4` }, async () => {
      const rows = (await database()('risk_list_entries').where({ value: `${network}::/64` })) as unknown[];
      expect(rows).toHaveLength(1);
    });
  });

  it('is stronger than a verification', async () => {
    const member = await signIn();
    await listed({ kind: 'user', value: member.documentId }, async () => {
      expect((await fromAddress(place(member, body))).body).toMatchObject({ code: 1203 });
    });
    const events = await eventsOf(member);
    expect(events.map(({ action }) => action).sort()).toEqual(['block', 'verify']);
  });
});

describe('rules of staff', () => {
  it('that only flag let pass and leave an event', async () => {
    const member = await signIn();
    await withRule({ metric: 'account_age', threshold: 24, action: 'flag', stage: 'placing' }, async () => {
      await placeOrder(member, body);
    });
    expect(await eventsOf(member)).toMatchObject([{ action: 'flag', stage: 'placing', state: 'open', value: 0 }]);
  });

  it('about amounts speak when the amount is known: at paying', async () => {
    const member = await signIn();
    await withRule({ metric: 'order_amount', minAmount: 2_000, action: 'block' }, async () => {
      const orderNo = await placeOrder(member, body);
      expect((await pay(member, orderNo)).body).toMatchObject({ code: 1203 });
    });
    await withRule({ metric: 'order_amount', minAmount: 2_001, action: 'block' }, async () => {
      expect((await pay(member, await placeOrder(member, body))).status).toBe(200);
    });
  });

  it('about payments that came to nothing count those of this user', async () => {
    const member = await signIn();
    for (let turn = 0; turn < 2; turn += 1) {
      const orderNo = await placeOrder(member, body);
      await pay(member, orderNo);
      await as(member).post(`/orders/${orderNo}/cancel`).send({});
    }
    const rule = { metric: 'failed_payments', threshold: 1, windowSeconds: 3_600, action: 'block' };
    await withRule(rule, async () => {
      expect((await place(member, body)).body).toMatchObject({ code: 1203 });
      expect((await place(await signIn(), body)).status).toBe(201);
    });
  });

  it('about devices and networks count together whoever uses them', async () => {
    const members = [await signIn(), await signIn(), await signIn()];
    const device = `shared-${members[0]?.openid ?? ''}`;
    await withRule({ metric: 'payments_per_device', threshold: 2, action: 'block' }, async () => {
      const statuses: number[] = [];
      for (const member of members) {
        const orderNo = await placeOrder(member, body);
        statuses.push((await pay(member, orderNo).set('X-Device-Id', device)).status);
      }
      expect(statuses).toEqual([200, 200, 403]);
    });
  });

  it('that ask for verification are content with it for half an hour', async () => {
    const member = await signIn();
    await withRule({ metric: 'account_age', threshold: 24, action: 'verify' }, async () => {
      const { riskEventId } = verificationOf(await place(member, body));
      await verify(member, { riskEventId, code: loginCode(member.openid) });
      expect((await place(member, body)).status).toBe(201);
      application().clock.advance({ minutes: 31 });
      expect((await place(member, body)).body).toMatchObject({ code: 1204 });
    });
  });

  it('are refused by nobody’s broken device id', async () => {
    const member = await signIn();
    await withRule({ metric: 'payments_per_device', threshold: 0, action: 'block' }, async () => {
      const orderNo = await placeOrder(member, body);
      expect((await pay(member, orderNo).set('X-Device-Id', 'x'.repeat(65))).status).toBe(200);
      expect((await pay(member, orderNo).set('X-Device-Id', 'short')).status).toBe(403);
    });
  });
});

describe('the panel action 处理风控事件', () => {
  const openEvent = async (member: SignedIn): Promise<string> =>
    verificationOf(await fromAddress(place(member, body))).riskEventId;

  it('settles an open event once, and the audit log says who did it and why', async () => {
    const admin = await signInToPanel();
    const id = await openEvent(await signIn());
    const settle = (decision: object) => admin.call('post', `/shop/risk-events/${id}/settle`, decision);
    expect((await settle({ decision: 'dismissed' })).status).toBe(400);
    expect((await settle({ decision: 'open', note: '误报' })).status).toBe(400);
    expect((await settle({ decision: 'dismissed', note: '误报' })).body).toEqual({ data: { state: 'dismissed' } });
    expect((await settle({ decision: 'verified', note: '再看一次' })).status).toBe(400);
    const audit = (await database()('audit_logs').where({ subject_id: id })) as { action: string }[];
    expect(audit).toMatchObject([{ action: 'risk-event.settle', actor: expect.stringContaining('staff-') as string }]);
    expect(
      (await admin.call('post', '/shop/risk-events/nothing/settle', { decision: 'dismissed', note: '无' })).status,
    ).toBe(404);
  });

  it('lets a user whom staff know order from there', async () => {
    const admin = await signInToPanel();
    const member = await signIn();
    const id = await openEvent(member);
    await admin.call('post', `/shop/risk-events/${id}/settle`, { decision: 'verified', note: '电话核实' });
    expect((await fromAddress(place(member, body))).status).toBe(201);
  });

  it('is closed to accounts without the permission', async () => {
    const { strapi } = application();
    const role = await adminService(strapi, 'admin::role').create({ name: `看客 ${Date.now()}`, description: '' });
    const viewer = await signInToPanel({ roleId: role.id });
    const answer = await viewer.call('post', '/shop/risk-events/any/settle', { decision: 'dismissed', note: '无' });
    expect(answer.status).toBe(403);
  });
});
