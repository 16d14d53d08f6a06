import { settleRefunds } from '../support/after-sales';
import { api, application } from '../support/api';
import { expectBooksBalance } from '../support/facts';
import { as, database, loginCode, newOpenid, signIn, type SignedIn } from '../support/members';
import { makePaymentCode } from '../support/merchants';
import { expectCoherentPoints, givePointsRule, pausePointsRules } from '../support/points';
import { buy, makeSku, orderOf, payInWechat, pickupOrder } from '../support/shopping';

let pause: { restore(): Promise<void> };
beforeAll(async () => {
  pause = await pausePointsRules();
});
afterAll(() => pause.restore());
afterEach(() => {
  application().clock.reset();
});

const codeOf = async (member: SignedIn): Promise<string> =>
  (await as(member).get('/me')).body.data.inviteCode as string;

/** Signs somebody up with the invite code of this member. */
async function invite(inviter: SignedIn): Promise<SignedIn> {
  const openid = newOpenid();
  await api()
    .post('/api/v1/auth/wechat/login')
    .send({ code: loginCode(openid), inviteCode: await codeOf(inviter) });
  return signIn(openid);
}

async function relay(): Promise<void> {
  for (let round = 0; (await application().runJob('outbox-relay')) > 0 && round < 50; round += 1);
}

const pointsOf = async (member: SignedIn): Promise<number> =>
  (await as(member).get('/me/points')).body.data.available as number;
const friendsOf = async (member: SignedIn) => (await as(member).get('/me/invitations')).body.data;

describe('an invitation', () => {
  it('brings the inviter the points of the rule when the friend pays for the first time, and only then', async () => {
    const rule = await givePointsRule({ scene: 'invite', fixedPoints: 60 });
    const [inviter, sku] = [await signIn(), await makeSku({ price: 2_500 })];
    const friend = await invite(inviter);
    await as(friend).put('/me').send({ nickname: '王小明' });
    expect(await friendsOf(inviter)).toMatchObject([
      { nickname: '王**', status: 'registered', pointsAwarded: 0, paidAt: null },
    ]);
    await buy(friend, await pickupOrder(sku));
    await relay();
    expect(await pointsOf(inviter)).toBe(60);
    await buy(friend, await pickupOrder(sku));
    await relay();
    await rule.remove();
    expect(await pointsOf(inviter)).toBe(60);
    expect(await pointsOf(friend)).toBe(0);
    expect(await friendsOf(inviter)).toMatchObject([{ status: 'paid', pointsAwarded: 60 }]);
    expect((await as(inviter).get('/me/invitations/summary')).body.data).toEqual({
      inviteCode: await codeOf(inviter),
      invited: 1,
      paid: 1,
      pointsAwarded: 60,
    });
    await expectBooksBalance({ users: [inviter.id, friend.id], skus: [sku.id] });
  });

  it('counts a payment at a counter, and the least amount that the rule asks for', async () => {
    const rule = await givePointsRule({ scene: 'invite', fixedPoints: 60, minAmount: 1_000 });
    const inviter = await signIn();
    const { code } = await makePaymentCode();
    for (const amount of [999, 1_000]) {
      const friend = await invite(inviter);
      const started = await as(friend).post(`/payment-codes/${code}/pay`).send({ amount });
      await payInWechat(friend, started.body.data.payParams as never);
    }
    await relay();
    await rule.remove();
    expect(await pointsOf(inviter)).toBe(60);
    expect((await friendsOf(inviter)).map(({ pointsAwarded }: { pointsAwarded: number }) => pointsAwarded)).toEqual([
      60, 0,
    ]);
    await expectCoherentPoints(inviter.id);
  });

  it('is not fulfilled by an order that cost no money', async () => {
    const rule = await givePointsRule({ scene: 'invite', fixedPoints: 60 });
    const inviter = await signIn();
    const friend = await invite(inviter);
    const free = await makeSku({ price: 0 });
    const order = await as(friend)
      .post('/orders')
      .send(await pickupOrder(free));
    expect(order.body.data.payAmount).toBe(0);
    await as(friend).post(`/orders/${order.body.data.orderNo as string}/pay`);
    await relay();
    expect(await pointsOf(inviter)).toBe(0);
    await buy(friend, await pickupOrder(await makeSku({ price: 100 })));
    await relay();
    await rule.remove();
    expect(await pointsOf(inviter)).toBe(60);
  });

  it('binds new users only, and nobody who is known already', async () => {
    const [inviter, known] = [await signIn(), await signIn()];
    const inviteCode = await codeOf(inviter);
    for (const openid of [known.openid, inviter.openid])
      await api()
        .post('/api/v1/auth/wechat/login')
        .send({ code: loginCode(openid), inviteCode });
    expect(await friendsOf(inviter)).toEqual([]);
    expect(await database()('invitations').whereIn('invitee_id', [known.id, inviter.id])).toEqual([]);
  });

  it('of somebody who is blocked binds nobody', async () => {
    const inviter = await signIn();
    const inviteCode = await codeOf(inviter);
    await database()('up_users').where({ id: inviter.id }).update({ blocked: true });
    const openid = newOpenid();
    const answer = await api()
      .post('/api/v1/auth/wechat/login')
      .send({ code: loginCode(openid), inviteCode });
    expect(answer.body.data.isNewUser).toBe(true);
    expect(await database()('invitations').where({ inviter_id: inviter.id })).toEqual([]);
  });

  it('is listed page by page, newest first', async () => {
    const inviter = await signIn();
    const friends = [await invite(inviter), await invite(inviter), await invite(inviter)];
    for (const [index, friend] of friends.entries())
      await as(friend)
        .put('/me')
        .send({ nickname: `${index}号` });
    const first = (await as(inviter).get('/me/invitations?limit=2')).body;
    expect(first.data).toMatchObject([{ nickname: '2**' }, { nickname: '1**' }]);
    const rest = (await as(inviter).get(`/me/invitations?limit=2&cursor=${first.meta.nextCursor as string}`)).body;
    expect(rest).toMatchObject({ data: [{ nickname: '0**' }], meta: { nextCursor: null } });
  });
});

describe('the reward of an invitation whose order is refunded', () => {
  let rule: { remove(): Promise<void> };
  beforeEach(async () => {
    rule = await givePointsRule({ scene: 'invite', fixedPoints: 160 });
  });
  afterEach(() => rule.remove());

  async function cancelled(friend: SignedIn, orderNo: string): Promise<void> {
    await as(friend).post(`/orders/${orderNo}/cancel`).send({});
    await settleRefunds();
    expect(await orderOf(friend, orderNo)).toMatchObject({ status: 'refunded' });
  }
  const again = async (orderNo: string): Promise<void> => {
    await database()('outbox_events')
      .whereIn('name', ['order.paid', 'order.refunded'])
      .where({ aggregate_id: orderNo })
      .update({ state: 'pending', available_at: database().ref('created_at') });
    await relay();
  };

  it('is taken back, once, and comes with the next order that stands', async () => {
    const [inviter, sku] = [await signIn(), await makeSku({ price: 2_500 })];
    const friend = await invite(inviter);
    const first = await buy(friend, await pickupOrder(sku));
    await relay();
    expect(await pointsOf(inviter)).toBe(160);
    await cancelled(friend, first);
    await relay();
    await again(first);
    expect(await pointsOf(inviter)).toBe(0);
    expect(await friendsOf(inviter)).toMatchObject([{ status: 'registered', pointsAwarded: 0, paidAt: null }]);
    const second = await buy(friend, await pickupOrder(sku));
    await relay();
    await again(first);
    await again(second);
    expect(await pointsOf(inviter)).toBe(160);
    expect(await friendsOf(inviter)).toMatchObject([{ status: 'paid', pointsAwarded: 160 }]);
    await expectBooksBalance({ users: [inviter.id, friend.id], skus: [sku.id] });
  });

  it('is not given when the payment is told of after the refund', async () => {
    const [inviter, sku] = [await signIn(), await makeSku({ price: 2_500 })];
    const friend = await invite(inviter);
    await cancelled(friend, await buy(friend, await pickupOrder(sku)));
    await relay();
    expect(await pointsOf(inviter)).toBe(0);
    expect(await friendsOf(inviter)).toMatchObject([{ status: 'registered', pointsAwarded: 0 }]);
    await expectBooksBalance({ users: [inviter.id, friend.id], skus: [sku.id] });
  });

  it('passes to another order that the friend has paid and kept', async () => {
    const [inviter, sku] = [await signIn(), await makeSku({ price: 2_500 })];
    const friend = await invite(inviter);
    const [first, second] = [await buy(friend, await pickupOrder(sku)), await buy(friend, await pickupOrder(sku))];
    await relay();
    await cancelled(friend, first);
    await relay();
    expect(await pointsOf(inviter)).toBe(160);
    expect(await database()('invitations').where({ invitee_id: friend.id })).toMatchObject([
      { state: 'paid', order_no: second, points_awarded: 160 },
    ]);
    await expectBooksBalance({ users: [inviter.id, friend.id], skus: [sku.id] });
  });

  it('is owed when the inviter has spent it', async () => {
    const [inviter, sku] = [await signIn(), await makeSku({ price: 10_000 })];
    const friend = await invite(inviter);
    const orderNo = await buy(friend, await pickupOrder(sku));
    await relay();
    const spent = await as(inviter)
      .post('/orders')
      .send({ ...(await pickupOrder(sku)), pointsToUse: 150 });
    expect(spent.status).toBe(201);
    await cancelled(friend, orderNo);
    await relay();
    expect((await as(inviter).get('/me/points')).body.data).toMatchObject({ available: 0, debt: 150 });
    await expectCoherentPoints(inviter.id);
    await as(inviter)
      .post(`/orders/${spent.body.data.orderNo as string}/cancel`)
      .send({});
    expect((await as(inviter).get('/me/points')).body.data).toMatchObject({ available: 0, debt: 0 });
    await expectCoherentPoints(inviter.id);
  });
});
