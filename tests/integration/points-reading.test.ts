import { application } from '../support/api';
import { as, database, newOpenid, signIn, type SignedIn } from '../support/members';
import { givePointsRule, pausePointsRules } from '../support/points';

interface Entry {
  at: string;
  change: number;
  type?: string;
}

/** Ledger entries as the points services would have written them at given instants. */
async function writeLedger(member: SignedIn, entries: Entry[]): Promise<void> {
  const account = (await database()('points_accounts').where({ user_id: member.id }).first('available')) as
    { available: number } | undefined;
  const start = account?.available ?? 0;
  let balance = start;
  for (const { at, change, type = 'award' } of entries) {
    balance += change;
    // The application's own Date, because the driver does not know the one of this test's realm.
    const stamp = application().clock.now();
    stamp.setTime(Date.parse(at));
    await database()('points_records').insert({
      document_id: newOpenid(),
      user_id: member.id,
      change,
      balance_after: balance,
      type,
      source: 'payment',
      idempotency_key: newOpenid(),
      created_at: stamp,
      updated_at: stamp,
    });
  }
  await backLedger(member, balance - start);
}

/** Gives the written ledger the account and the lot it speaks of, so that the books of all suites still add up. */
async function backLedger(member: SignedIn, points: number): Promise<void> {
  const stamp = application().clock.now();
  const row = () => ({ document_id: newOpenid(), user_id: member.id, created_at: stamp, updated_at: stamp });
  const zeros = { frozen: 0, total: 0, used: 0, expired: 0, debt: 0, version: 0, state: 'active' };
  await database()('points_accounts')
    .insert({ ...row(), ...zeros, available: 0 })
    .onConflict('user_id')
    .ignore();
  await database()('points_accounts').where({ user_id: member.id }).increment('available', points);
  await database()('points_lots').insert({
    ...row(),
    points,
    remaining: points,
    source: 'payment',
    award_key: newOpenid(),
  });
}

let pause: { restore(): Promise<void> };
beforeAll(async () => {
  pause = await pausePointsRules();
});
afterAll(() => pause.restore());
afterEach(() => {
  application().clock.reset();
});

describe('the points account', () => {
  it('of a new user is all zeros', async () => {
    expect((await as(await signIn()).get('/me/points')).body.data).toMatchObject({
      available: 0,
      frozen: 0,
      total: 0,
      used: 0,
      expired: 0,
      debt: 0,
      expiringSoon: { points: 0 },
    });
  });

  it('register points are there when login returns', async () => {
    const rule = await givePointsRule({ scene: 'register', fixedPoints: 100 });
    const member = await signIn();
    await rule.remove();
    expect((await as(member).get('/me/points')).body.data).toMatchObject({ available: 100, total: 100 });
    const { data } = (await as(member).get('/me/points/records')).body;
    expect(data).toHaveLength(1);
    expect(data[0]).toMatchObject({
      type: 'award',
      change: 100,
      balanceAfter: 100,
      source: 'register',
      orderNo: null,
      description: '注册奖励',
    });
    expect(Date.parse(data[0].expiresAt)).toBeGreaterThan(Date.now() + 364 * 86_400_000);
  });

  it('tells which points end within seven days', async () => {
    const rule = await givePointsRule({ scene: 'register', fixedPoints: 40, validDays: 10 });
    const member = await signIn();
    await rule.remove();
    expect((await as(member).get('/me/points')).body.data.expiringSoon.points).toBe(0);
    application().clock.advance({ days: 3 });
    const { expiringSoon } = (await as(member).get('/me/points')).body.data;
    expect(expiringSoon.points).toBe(40);
    expect(Date.parse(expiringSoon.before)).toBeGreaterThan(application().clock.now().getTime() + 7 * 86_400_000);
  });

  it('points that have ended are not shown as available, also before the expiry job came by', async () => {
    const rule = await givePointsRule({ scene: 'register', fixedPoints: 40, validDays: 1 });
    const member = await signIn();
    await rule.remove();
    application().clock.advance({ days: 3 });
    expect((await as(member).get('/me/points')).body.data).toMatchObject({
      available: 0,
      expired: 40,
      total: 40,
      expiringSoon: { points: 0 },
    });
  });
});

describe('what records refer to', () => {
  it('a points rule that gave points cannot be deleted', async () => {
    const rule = await givePointsRule({ scene: 'register', fixedPoints: 1 });
    await signIn();
    await rule.remove();
    const refused = application().strapi.documents('api::points.points-rule').delete({ documentId: rule.documentId });
    await expect(refused).rejects.toMatchObject({ name: 'BusinessError' });
  });

  it('a user with points cannot be deleted', async () => {
    const member = await signIn();
    await writeLedger(member, [{ at: '2026-03-01T00:00:00Z', change: 10 }]);
    const users = application().strapi.documents('plugin::users-permissions.user');
    await expect(users.delete({ documentId: member.documentId })).rejects.toMatchObject({ name: 'BusinessError' });
  });
});

describe('the points ledger', () => {
  it('is paged newest first and stays stable while entries are added', async () => {
    const member = await signIn();
    await writeLedger(
      member,
      [1, 2, 3, 4, 5].map((change) => ({ at: '2026-03-01T00:00:00Z', change })),
    );
    const pageAt = async (cursor?: string | null) => {
      const { body } = await as(member).get(`/me/points/records?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      const { data, meta } = body as { data: Entry[]; meta: { nextCursor: string | null } };
      return { changes: data.map(({ change }) => change), next: meta.nextCursor };
    };
    const first = await pageAt();
    expect(first.changes).toEqual([5, 4]);
    await writeLedger(member, [{ at: '2026-03-02T00:00:00Z', change: 6 }]);
    const second = await pageAt(first.next);
    expect(second.changes).toEqual([3, 2]);
    expect(await pageAt(second.next)).toEqual({ changes: [1], next: null });
  });

  it('can be narrowed to a type', async () => {
    const member = await signIn();
    await writeLedger(member, [
      { at: '2026-03-01T00:00:00Z', change: 10 },
      { at: '2026-03-01T00:00:00Z', change: -4, type: 'redeem' },
    ]);
    const { data } = (await as(member).get('/me/points/records?type=redeem')).body;
    expect(data).toMatchObject([{ type: 'redeem', change: -4, balanceAfter: 6 }]);
  });

  it('shows nobody else’s entries', async () => {
    const member = await signIn();
    await writeLedger(member, [{ at: '2026-03-01T00:00:00Z', change: 10 }]);
    expect((await as(await signIn()).get('/me/points/records')).body.data).toEqual([]);
  });

  it.each(['type=gift', 'limit=0', 'limit=101', 'cursor=!!', 'user=1'])('refuses ?%s', async (query) => {
    expect((await as(await signIn()).get(`/me/points/records?${query}`)).status).toBe(400);
  });
});

describe('points statistics', () => {
  it('sum by type and by day of the shop’s calendar', async () => {
    const member = await signIn();
    await writeLedger(member, [
      // 23:59 and 00:00 of 2 and 3 March in Shanghai
      { at: '2026-03-02T15:59:59.999Z', change: 10 },
      { at: '2026-03-02T16:00:00.000Z', change: 20 },
      { at: '2026-03-03T10:00:00.000Z', change: 5 },
      { at: '2026-03-03T10:05:00.000Z', change: -8, type: 'redeem' },
      { at: '2026-03-03T10:05:00.000Z', change: 0, type: 'freeze' },
      // outside the span
      { at: '2026-02-28T15:59:59.999Z', change: 1000 },
      { at: '2026-03-03T16:00:00.000Z', change: 1000 },
    ]);
    const { data } = (await as(member).get('/me/points/statistics?from=2026-03-01&to=2026-03-03')).body;
    expect(data).toEqual({
      from: '2026-03-01',
      to: '2026-03-03',
      earned: 35,
      spent: 8,
      change: 27,
      byType: [
        { type: 'award', count: 3, earned: 35, spent: 0, change: 35 },
        { type: 'freeze', count: 1, earned: 0, spent: 0, change: 0 },
        { type: 'redeem', count: 1, earned: 0, spent: 8, change: -8 },
      ],
      byDay: [
        { date: '2026-03-02', count: 1, earned: 10, spent: 0, change: 10 },
        { date: '2026-03-03', count: 4, earned: 25, spent: 8, change: 17 },
      ],
    });
  });

  it('cover the last thirty days unless asked otherwise', async () => {
    const { data } = (await as(await signIn()).get('/me/points/statistics')).body;
    expect(Date.parse(data.to) - Date.parse(data.from)).toBe(29 * 86_400_000);
    expect(data).toMatchObject({ earned: 0, byType: [], byDay: [] });
  });

  it.each(['from=2026-03-02&to=2026-03-01', 'from=2020-01-01&to=2026-01-01', 'from=2026-02-30', 'to=yesterday'])(
    'refuse ?%s',
    async (query) => {
      expect((await as(await signIn()).get(`/me/points/statistics?${query}`)).status).toBe(400);
    },
  );
});
