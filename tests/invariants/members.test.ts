import type {} from '../../src/api/member/services/reward-inviter';
import type {} from '../../src/api/member/services/take-reward-back';
import { getService } from '../../src/platform/get-service';
import { settleRefunds } from '../support/after-sales';
import { api, application } from '../support/api';
import { makeProduct } from '../support/catalog';
import { expectBooksBalance } from '../support/facts';
import { changeGrowth, ensureLevels, growthRecordsOf } from '../support/growth';
import { makeLevel } from '../support/levels';
import { as, database, loginCode, newOpenid, signIn, type SignedIn } from '../support/members';
import { givePointsRule, pausePointsRules } from '../support/points';
import { runService } from '../support/run-service';
import { buy, makeSku, pickupOrder } from '../support/shopping';
import { crowd, inParallel, statusesOf } from '../support/storm';

const UNIQUE_VIOLATION = { code: expect.stringMatching(/^(23505|SQLITE_CONSTRAINT_UNIQUE)$/) as unknown };
const TIMES = Array.from({ length: 20 }, (_, index) => index);
const ids = (members: SignedIn[]): number[] => members.map(({ id }) => id);

let pause: { restore(): Promise<void> };
beforeAll(async () => {
  pause = await pausePointsRules();
  await ensureLevels();
});
afterAll(() => pause.restore());
afterEach(() => {
  application().clock.reset();
});

async function relay(): Promise<void> {
  for (let round = 0; (await application().runJob('outbox-relay')) > 0 && round < 50; round += 1);
}

/** What another process would run at the same moment; a job’s own name would make it one run. */
const onInstances = (uid: string) => inParallel([1, 2, 3], () => runService(uid));

describe('favourites at once', () => {
  it('twenty of one user and product are one row', async () => {
    const member = await signIn();
    const { documentId, id } = await makeProduct([500]);
    const answers = await inParallel(TIMES, () => as(member).put(`/me/favorites/${documentId}`));
    expect(statusesOf(answers)).toEqual({ 200: 20 });
    expect(await database()('favorites').where({ user_id: member.id, product_id: id })).toHaveLength(1);
  });

  it('the database itself refuses a second row', async () => {
    const member = await signIn();
    const { id } = await makeProduct([500]);
    const row = () => ({ document_id: newOpenid(), user_id: member.id, product_id: id });
    for (const table of ['favorites', 'browsing_records']) {
      await database()(table).insert(row());
      await expect(database()(table).insert(row())).rejects.toMatchObject(UNIQUE_VIOLATION);
    }
  });
});

describe('product pages read at once', () => {
  it('leave one row a product of each user', async () => {
    const members = await crowd(5);
    const made = [await makeProduct([500]), await makeProduct([600]), await makeProduct([700])];
    const visits = members.flatMap((member) => [...made, ...made].map(({ documentId }) => ({ member, documentId })));
    await inParallel(visits, ({ member, documentId }) => as(member).get(`/products/${documentId}`));
    for (const member of members) {
      const { data } = (await as(member).get('/me/history')).body as { data: { documentId: string }[] };
      const seen = data.map(({ documentId }) => documentId);
      expect(seen.sort()).toEqual(made.map(({ documentId }) => documentId).sort());
    }
  });
});

describe('invitations at once', () => {
  it('twenty first sign-ins of one friend with the same code bind the inviter once', async () => {
    const inviter = await signIn();
    const inviteCode = (await as(inviter).get('/me')).body.data.inviteCode as string;
    const openid = newOpenid();
    const answers = await inParallel(TIMES, () =>
      api()
        .post('/api/v1/auth/wechat/login')
        .send({ code: loginCode(openid), inviteCode }),
    );
    expect(statusesOf(answers)).toEqual({ 200: 20 });
    expect(await database()('invitations').where({ inviter_id: inviter.id })).toHaveLength(1);
  });

  it('friends who pay again and again, told of again and again, bring one reward each', async () => {
    const rule = await givePointsRule({ scene: 'invite', fixedPoints: 60 });
    const [inviter, sku] = [await signIn(), await makeSku({ price: 900, stock: 30 })];
    const inviteCode = (await as(inviter).get('/me')).body.data.inviteCode as string;
    const friends = await inParallel([1, 2, 3, 4], async () => {
      const openid = newOpenid();
      await api()
        .post('/api/v1/auth/wechat/login')
        .send({ code: loginCode(openid), inviteCode });
      return signIn(openid);
    });
    const orders: string[] = [];
    for (const friend of [...friends, ...friends]) orders.push(await buy(friend, await pickupOrder(sku)));
    await relay();
    // Delivery is at least once, so everything is told a second time.
    await database()('outbox_events')
      .where({ name: 'order.paid' })
      .whereIn('aggregate_id', orders)
      .update({ state: 'pending', available_at: database().ref('created_at') });
    await relay();
    await rule.remove();
    expect((await as(inviter).get('/me/invitations/summary')).body.data).toMatchObject({
      invited: 4,
      paid: 4,
      pointsAwarded: 240,
    });
    expect((await as(inviter).get('/me/points')).body.data.available).toBe(240);
    await expectBooksBalance({ users: ids([inviter, ...friends]), skus: [sku.id] });
  });
});

describe('rewards and refunds told of at once', () => {
  it('leave the reward of one order that stands, and none when none does', async () => {
    const { strapi } = application();
    const rule = await givePointsRule({ scene: 'invite', fixedPoints: 60 });
    const [inviter, sku] = [await signIn(), await makeSku({ price: 900, stock: 30 })];
    const inviteCode = (await as(inviter).get('/me')).body.data.inviteCode as string;
    const friends = await inParallel([1, 2, 3, 4], async () => {
      const openid = newOpenid();
      await api()
        .post('/api/v1/auth/wechat/login')
        .send({ code: loginCode(openid), inviteCode });
      return signIn(openid);
    });
    const body = await pickupOrder(sku);
    const histories: { userId: number; paid: string[]; returned: string[] }[] = [];
    for (const [index, friend] of friends.entries()) {
      const orders = [await buy(friend, body), await buy(friend, body)];
      // Two friends keep an order, two keep none.
      const returned = index < 2 ? orders.slice(0, 1) : orders;
      for (const orderNo of returned) await as(friend).post(`/orders/${orderNo}/cancel`).send({});
      histories.push({ userId: friend.id, paid: orders, returned });
    }
    const settling = settleRefunds();
    const rewardAgain = () =>
      histories.flatMap(({ userId, paid }) =>
        paid.map((orderNo) => getService(strapi, 'api::member.reward-inviter')({ userId, orderNo, payAmount: 900 })),
      );
    await Promise.all([settling, ...rewardAgain(), relay()]);
    const takeAgain = histories.flatMap(({ userId, returned }) =>
      returned.map((orderNo) =>
        getService(strapi, 'api::member.take-reward-back')({ userId, orderNo, isComplete: true }),
      ),
    );
    await Promise.all([...takeAgain, ...rewardAgain(), relay()]);
    await relay();
    await rule.remove();
    expect((await as(inviter).get('/me/points')).body.data).toMatchObject({ available: 120, debt: 0 });
    expect((await as(inviter).get('/me/invitations/summary')).body.data).toMatchObject({ paid: 2, pointsAwarded: 120 });
    await expectBooksBalance({ users: ids([inviter, ...friends]), skus: [sku.id] });
  });
});

describe('birthdays', () => {
  it('are celebrated once each, however many instances run the job', async () => {
    const level = await makeLevel({ birthdayGift: true });
    const rule = await givePointsRule({ scene: 'birthday', fixedPoints: 88 });
    const members = await inParallel([1, 2, 3, 4, 5, 6], () => level.join());
    await inParallel(members, (member) => as(member).put('/me').send({ birthday: '1990-06-15' }));
    application().clock.advance({ days: 366 });
    await onInstances('api::member.give-birthday-gifts');
    await onInstances('api::member.give-birthday-gifts');
    await rule.remove();
    const records = database()('points_records').whereIn('user_id', ids(members));
    expect(await records.where({ source: 'birthday' })).toHaveLength(members.length);
    await level.remove();
    await expectBooksBalance({ users: ids(members), skus: [] });
  });

  it('told twice at once are one birthday, and one change', async () => {
    const member = await signIn();
    const days = TIMES.map((day) => `1990-05-${String(day + 1).padStart(2, '0')}`);
    const answers = await inParallel(days, (birthday) => as(member).put('/me').send({ birthday }));
    // The first is told, the second puts it right.
    expect(statusesOf(answers)).toEqual({ 200: 2, 400: 18 });
  });
});

describe('the yearly evaluation', () => {
  it('happens once a member, however many instances run the job', async () => {
    const members = await crowd(6);
    for (const member of members) await changeGrowth(member, 700);
    application().clock.advance({ days: 200 });
    for (const member of members) await changeGrowth(member, 300);
    application().clock.advance({ days: 170 });
    await onInstances('api::member.evaluate-members');
    application().clock.advance({ days: 200 });
    await onInstances('api::member.evaluate-members');
    for (const member of members) {
      expect((await growthRecordsOf(member)).filter(({ reason }) => reason === 'yearly')).toHaveLength(0);
    }
    application().clock.advance({ days: 200 });
    await onInstances('api::member.evaluate-members');
    for (const member of members) {
      const records = await growthRecordsOf(member);
      expect(records.filter(({ reason }) => reason === 'yearly').map(({ change }) => change)).toEqual([-1_000]);
    }
    await expectBooksBalance({ users: ids(members), skus: [] });
  });
});

describe('a level that is new', () => {
  it('raises every member it is for once, however many instances look', async () => {
    const members = await crowd(6);
    for (const member of members) await changeGrowth(member, 1_020_000_000);
    const level = await makeLevel({ growthThreshold: 1_010_000_000 });
    await onInstances('api::member.raise-levels');
    await onInstances('api::member.raise-levels');
    expect(await database()('up_users').where({ level_id: level.id }).pluck('id')).toHaveLength(members.length);
    const told = (await database()('outbox_events')
      .where({ name: 'member.level_changed' })
      .whereIn('aggregate_id', ids(members).map(String))
      .pluck('payload')) as unknown[];
    expect(told.filter((payload) => JSON.stringify(payload).includes(level.documentId))).toHaveLength(members.length);
    await level.remove();
    await expectBooksBalance({ users: ids(members), skus: [] });
  });
});
