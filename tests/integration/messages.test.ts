import { application } from '../support/api';
import { as, database, newOpenid, signIn, type SignedIn } from '../support/members';
import { pausePointsRules } from '../support/points';

type NotifyUser = (db: unknown, notice: Record<string, unknown>) => Promise<boolean>;

const notify = (member: SignedIn, more: Record<string, unknown> = {}) =>
  (application().strapi.service('api::message.notify-user') as unknown as NotifyUser)(database(), {
    userId: member.id,
    event: 'test',
    title: '标题',
    content: '内容',
    dedupeKey: newOpenid(),
    at: application().clock.now(),
    ...more,
  });

let pause: { restore(): Promise<void> };
beforeAll(async () => {
  pause = await pausePointsRules();
});
afterAll(() => pause.restore());

/** Delivers in batches until nothing is due, also what other tests have left behind. */
async function drainOutbox(): Promise<void> {
  while ((await application().runJob('outbox-relay')) > 0);
}

interface Event {
  name: string;
  payload: object;
}

/** Writes an event as a use case would and lets the relay deliver it `times` times. */
async function deliver({ name, payload }: Event, times = 1): Promise<void> {
  const at = application().clock.now();
  const documentId = newOpenid();
  const row = {
    document_id: documentId,
    created_at: at,
    updated_at: at,
    name,
    aggregate_id: 'test',
    payload: JSON.stringify(payload),
    state: 'pending',
    attempts: 0,
    available_at: at,
  };
  await database()('outbox_events').insert(row);
  for (let time = 0; time < times; time += 1) {
    await database()('outbox_events').where({ document_id: documentId }).update({ state: 'pending', available_at: at });
    await drainOutbox();
  }
  expect(await database()('outbox_events').where({ document_id: documentId }).first('state', 'last_error')).toEqual({
    state: 'delivered',
    last_error: null,
  });
}

const inboxOf = async (member: SignedIn) =>
  (await as(member).get('/me/messages')).body.data as Record<string, unknown>[];

describe('the inbox', () => {
  it('lists messages newest first with a cursor', async () => {
    const member = await signIn();
    for (const title of ['一', '二', '三']) await notify(member, { title });
    const first = (await as(member).get('/me/messages?limit=2')).body;
    expect(first.data).toMatchObject([
      { title: '三', content: '内容', event: 'test', link: null, isRead: false, readAt: null },
      { title: '二' },
    ]);
    await notify(member, { title: '四' });
    const next = (await as(member).get(`/me/messages?limit=2&cursor=${first.meta.nextCursor}`)).body;
    expect(next).toMatchObject({ data: [{ title: '一' }], meta: { nextCursor: null } });
  });

  it('the same notice is stored once', async () => {
    const member = await signIn();
    const stored = await Promise.all([1, 2, 3].map(() => notify(member, { dedupeKey: `once-${member.id}` })));
    expect(stored.filter(Boolean)).toHaveLength(1);
    expect((await as(member).get('/me/messages')).body.data).toHaveLength(1);
  });

  it('reading one message counts it down once and keeps the first time', async () => {
    const member = await signIn();
    await notify(member);
    await notify(member);
    expect((await as(member).get('/me/messages/unread-count')).body.data).toEqual({ count: 2 });
    const [message] = (await as(member).get('/me/messages')).body.data as { documentId: string }[];
    const path = `/me/messages/${message?.documentId ?? ''}/read`;
    const [first, second] = await Promise.all([as(member).post(path), as(member).post(path)]);
    expect(first.body.data).toMatchObject({ documentId: message?.documentId, isRead: true });
    expect(second.body.data.readAt).toBe(first.body.data.readAt);
    expect((await as(member).get('/me/messages/unread-count')).body.data).toEqual({ count: 1 });
    expect((await as(member).get('/me/messages?unread=true')).body.data).toHaveLength(1);
  });

  it('read-all marks the own messages only', async () => {
    const member = await signIn();
    const other = await signIn();
    await notify(member);
    await notify(member);
    await notify(other);
    expect((await as(member).post('/me/messages/read-all')).body.data).toEqual({ count: 2 });
    expect((await as(member).post('/me/messages/read-all')).body.data).toEqual({ count: 0 });
    expect((await as(member).get('/me/messages/unread-count')).body.data).toEqual({ count: 0 });
    expect((await as(other).get('/me/messages/unread-count')).body.data).toEqual({ count: 1 });
  });

  it('somebody else’s message answers 404 and stays unread', async () => {
    const member = await signIn();
    await notify(member);
    const [message] = (await as(member).get('/me/messages')).body.data as { documentId: string }[];
    const stranger = as(await signIn());
    expect((await stranger.post(`/me/messages/${message?.documentId ?? ''}/read`)).status).toBe(404);
    expect((await as(member).get('/me/messages/unread-count')).body.data).toEqual({ count: 1 });
  });
});

describe('events in the inbox', () => {
  const texts: [string, object, string, string][] = [
    ['order.paid', { payAmount: 1880 }, '支付成功', '¥18.80'],
    ['order.closed', { reason: 'expire' }, '订单已关闭', '超时未支付'],
    ['order.closed', { reason: 'cancel' }, '订单已关闭', '已取消'],
    ['refund.succeeded', { amount: 500, reason: 'after_sale' }, '退款成功', '的退款 ¥5.00 已原路退回'],
    ['refund.succeeded', { amount: 500, reason: 'late_payment' }, '退款成功', '付款时已经关闭，¥5.00'],
    ['points.awarded', { points: 12, source: 'payment', orderNo: null }, '积分到账', '12 积分（消费奖励）'],
  ];

  it.each(texts)('%s %j becomes a Chinese message', async (name, payload, title, part) => {
    const member = await signIn();
    await deliver({ name, payload: { userId: member.id, orderNo: 'M2026', ...payload } });
    const inbox = await inboxOf(member);
    expect(inbox).toMatchObject([{ event: name, title, isRead: false }]);
    expect(inbox[0]?.content).toContain(part);
  });

  it('an event delivered three times is one message', async () => {
    const member = await signIn();
    await deliver({ name: 'order.paid', payload: { userId: member.id, orderNo: 'M1', payAmount: 1 } }, 3);
    expect(await inboxOf(member)).toHaveLength(1);
  });

  it('two refunds of one order are two messages', async () => {
    const member = await signIn();
    for (const amount of [100, 200])
      await deliver({ name: 'refund.succeeded', payload: { userId: member.id, orderNo: 'M1', amount } });
    expect(await inboxOf(member)).toHaveLength(2);
  });

  it('points of a check-in are not announced, the user has just seen them', async () => {
    const member = await signIn();
    await deliver({ name: 'points.awarded', payload: { userId: member.id, points: 5, source: 'check_in' } });
    expect(await inboxOf(member)).toEqual([]);
  });
});
