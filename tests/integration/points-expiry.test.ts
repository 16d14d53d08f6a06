import { application } from '../support/api';
import { whileInsertsFail } from '../support/broken-table';
import { as, database, signIn, type SignedIn } from '../support/members';
import { expectCoherentPoints, givePointsRule, pausePointsRules } from '../support/points';
import { makeSku, pickupOrder, placeOrder } from '../support/shopping';

interface Message {
  event: string;
  title: string;
  content: string;
}

const { runJob } = application();

/** Somebody who has had lots of these sizes, each valid for so many days; a rule a lot. */
async function memberWithLots(lots: { points: number; validDays: number }[]): Promise<SignedIn> {
  const rules = [];
  for (const { points, validDays } of lots)
    rules.push(await givePointsRule({ scene: 'register', fixedPoints: points, validDays }));
  const member = await signIn();
  for (const rule of rules) await rule.remove();
  return member;
}

const expireEntries = (member: SignedIn) =>
  database()('points_records').where({ user_id: member.id, type: 'expire' }).orderBy('id') as unknown as Promise<
    { change: number; lot_id: number; balance_after: number }[]
  >;
const accountOf = (member: SignedIn) => database()('points_accounts').where({ user_id: member.id }).first();
const reminders = async (member: SignedIn): Promise<Message[]> => {
  while ((await runJob('outbox-relay')) > 0);
  return (await database()('messages')
    .where({ user_id: member.id, event: 'points.expiring' })
    .orderBy('id')) as Message[];
};

const without = (row: Record<string, unknown>, column: string) =>
  Object.fromEntries(Object.entries(row).filter(([name]) => name !== column));

let pause: { restore(): Promise<void> };
beforeAll(async () => {
  pause = await pausePointsRules();
});
afterAll(() => pause.restore());
afterEach(() => {
  application().clock.reset();
});

describe('points that have ended', () => {
  it('leave the account with one entry a lot and one event a user, and only once', async () => {
    const member = await memberWithLots([
      { points: 40, validDays: 1 },
      { points: 30, validDays: 1 },
      { points: 20, validDays: 9 },
    ]);
    application().clock.advance({ days: 3 });
    await runJob('expire-points');
    await runJob('expire-points');
    expect(await expireEntries(member)).toMatchObject([
      { change: -40, balance_after: 50 },
      { change: -30, balance_after: 20 },
    ]);
    expect(await accountOf(member)).toMatchObject({ available: 20, expired: 70, total: 90 });
    const events = (await database()('outbox_events').where({
      name: 'points.expired',
      aggregate_id: String(member.id),
    })) as unknown[];
    expect(events).toHaveLength(1);
    await expectCoherentPoints(member.id);
  });

  it('expire however many lots of one user have ended', async () => {
    const LOTS = 501;
    const member = await memberWithLots([{ points: 1, validDays: 1 }]);
    const db = database();
    const lot = (await db('points_lots').where({ user_id: member.id }).first()) as Record<string, unknown>;
    const entry = (await db('points_records').where({ user_id: member.id }).first()) as Record<string, unknown>;
    const keys = Array.from({ length: LOTS - 1 }, (_, index) => `many-${member.id}-${index}`);
    const lots = keys.map((key) => ({ ...without(lot, 'id'), document_id: key, award_key: key }));
    const entries = keys.map((key, index) => ({
      ...without(entry, 'id'),
      document_id: key,
      rule_id: null,
      type: 'adjust',
      balance_after: index + 2,
      idempotency_key: key,
    }));
    await db.batchInsert('points_lots', lots, 200);
    await db.batchInsert('points_records', entries, 200);
    await db('points_accounts').where({ user_id: member.id }).update({ available: LOTS, total: LOTS });
    application().clock.advance({ days: 3 });
    await runJob('expire-points');
    expect(await expireEntries(member)).toHaveLength(LOTS);
    expect(await accountOf(member)).toMatchObject({ available: 0, expired: LOTS });
    await expectCoherentPoints(member.id);
  }, 60_000);

  it('stay until the last moment of their last day in the shop’s zone', async () => {
    const member = await memberWithLots([{ points: 40, validDays: 0 }]);
    const row = (await database()('points_lots').where({ user_id: member.id }).first('id')) as { id: number };
    const end = application().clock.now();
    end.setTime(Math.ceil(end.getTime() / 60_000) * 60_000 + 60_000);
    await database()('points_lots').where({ id: row.id }).update({ expires_at: end });
    const until = (ms: number) => {
      application().clock.advance({ seconds: (end.getTime() + ms - application().clock.now().getTime()) / 1000 });
    };
    until(-2_000);
    await runJob('expire-points');
    expect(await expireEntries(member)).toEqual([]);
    until(1);
    await runJob('expire-points');
    expect(await expireEntries(member)).toHaveLength(1);
  });

  it('expire for all though one account cannot be written, and for that one as soon as it can', async () => {
    const broken = await memberWithLots([{ points: 40, validDays: 1 }]);
    const whole = await memberWithLots([{ points: 30, validDays: 1 }]);
    const account = () => database()('points_accounts').where({ user_id: broken.id });
    // Less than its lot holds, so that the CHECK of the table refuses to take the lot away.
    await account().update({ available: 10 });
    application().clock.advance({ days: 3 });
    await runJob('expire-points');
    expect(await expireEntries(whole)).toHaveLength(1);
    expect(await expireEntries(broken)).toEqual([]);
    await account().update({ available: 40 });
    await runJob('expire-points');
    expect(await expireEntries(broken)).toHaveLength(1);
    await expectCoherentPoints(whole.id);
    await expectCoherentPoints(broken.id);
  });

  it('are all still there when the ledger refuses to be written', async () => {
    const member = await memberWithLots([{ points: 40, validDays: 1 }]);
    application().clock.advance({ days: 3 });
    await whileInsertsFail('points_records', async () => {
      await runJob('expire-points');
    });
    expect(await accountOf(member)).toMatchObject({ available: 40, expired: 0 });
    await expectCoherentPoints(member.id);
    await runJob('expire-points');
    expect(await accountOf(member)).toMatchObject({ available: 0, expired: 40 });
    await expectCoherentPoints(member.id);
  });

  it('and come back from an order that is closed unpaid expire after all', async () => {
    const member = await memberWithLots([{ points: 300, validDays: 1 }]);
    const body = await pickupOrder(await makeSku({ price: 1_000 }));
    const orderNo = await placeOrder(member, { ...body, pointsToUse: 100 });
    application().clock.advance({ days: 3 });
    await runJob('expire-points');
    expect(await accountOf(member)).toMatchObject({ available: 0, frozen: 100, expired: 200 });
    expect((await as(member).post(`/orders/${orderNo}/cancel`).send({})).status).toBe(200);
    await runJob('expire-points');
    expect((await expireEntries(member)).map(({ change }) => change)).toEqual([-200, -100]);
    expect(await accountOf(member)).toMatchObject({ available: 0, frozen: 0, expired: 300 });
    await expectCoherentPoints(member.id);
  });
});

describe('the reminder before points end', () => {
  it('is one message a day, however many lots end, and names the sum and the first last day', async () => {
    const member = await memberWithLots([
      { points: 40, validDays: 6 },
      { points: 30, validDays: 7 },
      { points: 20, validDays: 8 },
      { points: 10, validDays: 0 },
    ]);
    await runJob('remind-of-points-expiry');
    await runJob('remind-of-points-expiry');
    const told = await reminders(member);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ title: '积分即将到期', content: expect.stringContaining('70 积分') as string });
    const { data } = (await as(member).get('/me/messages')).body as { data: { title: string }[] };
    expect(data.map(({ title }) => title)).toContain('积分即将到期');
  });

  it('comes the next day for what is new and not for what was announced', async () => {
    const member = await memberWithLots([
      { points: 40, validDays: 7 },
      { points: 20, validDays: 8 },
      { points: 5, validDays: 11 },
    ]);
    await runJob('remind-of-points-expiry');
    application().clock.advance({ days: 1 });
    await runJob('remind-of-points-expiry');
    application().clock.advance({ days: 1 });
    await runJob('remind-of-points-expiry');
    const told = await reminders(member);
    expect(told.map(({ content }) => /\d+ 积分/.exec(content)?.[0])).toEqual(['40 积分', '20 积分']);
  });

  it('comes again the same day for points that arrived since, and only for these', async () => {
    const member = await memberWithLots([{ points: 40, validDays: 7 }]);
    await runJob('remind-of-points-expiry');
    const rule = await givePointsRule({ scene: 'check_in', fixedPoints: 30, validDays: 7 });
    expect((await as(member).post('/me/check-ins').send({})).status).toBe(201);
    await rule.remove();
    await runJob('remind-of-points-expiry');
    await runJob('remind-of-points-expiry');
    const told = await reminders(member);
    expect(told.map(({ content }) => /\d+ 积分/.exec(content)?.[0])).toEqual(['40 积分', '30 积分']);
  });

  it('is made up for when nothing ran for days', async () => {
    const member = await memberWithLots([
      { points: 40, validDays: 9 },
      { points: 20, validDays: 11 },
    ]);
    application().clock.advance({ days: 5 });
    await runJob('remind-of-points-expiry');
    expect((await reminders(member)).map(({ content }) => /\d+ 积分/.exec(content)?.[0])).toEqual(['60 积分']);
  });

  it('is not sent for points that are spent, gone or without an end', async () => {
    const member = await memberWithLots([
      { points: 40, validDays: 1 },
      { points: 10, validDays: 0 },
    ]);
    application().clock.advance({ days: 3 });
    await runJob('remind-of-points-expiry');
    expect(await reminders(member)).toEqual([]);
  });
});
