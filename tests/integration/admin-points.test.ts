import type {} from '../../src/api/points/services/claw-back-points';
import { adminService } from '../../src/platform/admin-services';
import { inTransaction } from '../../src/platform/database/in-transaction';
import { getService } from '../../src/platform/get-service';
import { type AdminClient, signInToPanel } from '../support/admin-client';
import { application } from '../support/api';
import { expectBooksBalance } from '../support/facts';
import { as, database, signIn, type SignedIn } from '../support/members';
import { expectCoherentPoints, givePointsRule, pausePointsRules } from '../support/points';
import { makeSku, pickupOrder } from '../support/shopping';

interface Account {
  document_id: string;
  available: number;
  total: number;
  debt: number;
  state: string;
}

interface Report {
  available: { points: number; amount: number };
  frozen: { points: number };
  outstanding: { points: number };
  pointsPerYuan: number;
}

const APPROVAL_FROM = 10_000;

let admin: AdminClient;
let second: AdminClient;
let pause: { restore(): Promise<void> };

beforeAll(async () => {
  pause = await pausePointsRules();
  [admin, second] = await Promise.all([signInToPanel(), signInToPanel()]);
});
afterAll(() => pause.restore());
afterEach(() => {
  application().clock.reset();
});

async function deliverEvents(): Promise<void> {
  while ((await application().runJob('outbox-relay')) > 0);
}

/** Somebody whose account has been opened, as it is for everybody who registers. */
async function newMember(): Promise<SignedIn> {
  const member = await signIn();
  await deliverEvents();
  return member;
}

const accountOf = async (member: SignedIn): Promise<Account> =>
  (await database()('points_accounts').where({ user_id: member.id }).first()) as Account;

async function act(who: AdminClient, member: SignedIn, deed: string, body: object) {
  const { document_id: documentId } = await accountOf(member);
  return who.call('post', `/shop/points-accounts/${documentId}/${deed}`, body);
}

const adjust = (member: SignedIn, body: object, who = admin) => act(who, member, 'adjust', body);
const ledgerOf = (member: SignedIn) =>
  database()('points_records').where({ user_id: member.id }).orderBy('id') as unknown as Promise<
    Record<string, unknown>[]
  >;
const auditOf = (subjectId: string) =>
  database()('audit_logs').where({ subject_id: subjectId }).orderBy('id') as unknown as Promise<
    Record<string, unknown>[]
  >;

describe('everybody who has registered', () => {
  it('has a points account that staff can find, also without any points', async () => {
    expect(await accountOf(await newMember())).toMatchObject({ available: 0, total: 0, state: 'active' });
  });
});

describe('the panel action 调整积分', () => {
  it('gives points as a lot and takes them away again, with the reason in the ledger and in the audit log', async () => {
    const member = await newMember();
    const given = await adjust(member, { points: 300, reason: '活动补发', validDays: 30 });
    expect(given.body).toMatchObject({ data: { status: 'applied' } });
    expect((await adjust(member, { points: -120, reason: '发错了' })).body).toMatchObject({
      data: { status: 'applied' },
    });
    expect(await accountOf(member)).toMatchObject({ available: 180, total: 180 });
    expect(await ledgerOf(member)).toMatchObject([
      { type: 'adjust', change: 300, balance_after: 300, description: '活动补发' },
      { type: 'adjust', change: -120, balance_after: 180, description: '发错了' },
    ]);
    const [lot] = (await database()('points_lots').where({ user_id: member.id })) as Record<string, unknown>[];
    expect(lot).toMatchObject({ points: 300, remaining: 180, source: 'adjustment' });
    const audit = await auditOf((await accountOf(member)).document_id);
    expect(audit.map(({ action, actor }) => [action, String(actor).startsWith('staff-')])).toEqual([
      ['points.adjust', true],
      ['points.adjust', true],
    ]);
    await deliverEvents();
    expect(await database()('messages').where({ user_id: member.id, event: 'points.adjusted' })).toHaveLength(2);
    await expectBooksBalance({ users: [member.id], skus: [] });
  });

  it('refuses in Chinese to take more than can be used now, and nothing is written', async () => {
    const member = await newMember();
    await adjust(member, { points: 50, reason: '补发', validDays: 0 });
    const answer = await adjust(member, { points: -51, reason: '扣回' });
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ error: { message: '可用积分只有 50，不能扣除 51' } });
    expect(await accountOf(member)).toMatchObject({ available: 50 });
    expect(await database()('points_adjustments').where({ user_id: member.id })).toHaveLength(1);
  });

  it('does not count points that have ended among those it can take', async () => {
    const member = await newMember();
    await adjust(member, { points: 50, reason: '补发', validDays: 1 });
    application().clock.advance({ days: 3 });
    const fresh = await signInToPanel();
    expect((await adjust(member, { points: -1, reason: '扣回' }, fresh)).status).toBe(409);
  });

  it('pays debt before anything becomes usable', async () => {
    const member = await newMember();
    await adjust(member, { points: 30, reason: '补发' });
    const undone = { userId: member.id, orderNo: `X${member.id}`, operationNo: `X${member.id}`, points: 50 };
    await inTransaction(application().strapi, (trx) =>
      getService(application().strapi, 'api::points.claw-back-points')(trx, {
        ...undone,
        at: application().clock.now(),
      }),
    );
    expect(await accountOf(member)).toMatchObject({ available: 0, debt: 20 });
    await adjust(member, { points: 50, reason: '再补' });
    expect(await accountOf(member)).toMatchObject({ available: 30, debt: 0 });
    await expectCoherentPoints(member.id);
  });

  it('sent ten times at once with one key is one adjustment, and with another body a conflict', async () => {
    const member = await newMember();
    const body = { points: 70, reason: '补发', key: `k-${member.id}` };
    const answers = await Promise.all(Array.from({ length: 10 }, () => adjust(member, body)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(new Set(answers.map((answer) => answer.body.data.adjustmentNo as string)).size).toBe(1);
    expect(await accountOf(member)).toMatchObject({ available: 70 });
    expect((await adjust(member, { ...body, points: 71 })).status).toBe(409);
    await expectCoherentPoints(member.id);
  });

  it('taken twenty times at once never goes below what is there', async () => {
    const member = await newMember();
    await adjust(member, { points: 100, reason: '补发' });
    const answers = await Promise.all(Array.from({ length: 20 }, () => adjust(member, { points: -30, reason: '扣' })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
    expect(await accountOf(member)).toMatchObject({ available: 10 });
    await expectCoherentPoints(member.id);
  });

  it.each([
    { points: 0, reason: '无' },
    { points: 1.5, reason: '半分' },
    { points: 1_000_001, reason: '太多' },
    { points: 5, reason: ' ' },
    { points: 5 },
    { points: 5, reason: '天数', validDays: -1 },
    { points: '5', reason: '文字' },
    {},
  ])('refuses %p', async (body) => {
    expect((await adjust(await newMember(), body)).status).toBe(400);
  });

  it('of an account that does not exist is not found', async () => {
    const path = '/shop/points-accounts/nothing/adjust';
    expect((await admin.call('post', path, { points: 1, reason: '试试' })).status).toBe(404);
  });
});

describe('an adjustment from the threshold on', () => {
  const pendingOf = async (member: SignedIn) =>
    (await database()('points_adjustments').where({ user_id: member.id, state: 'pending' }).first()) as {
      document_id: string;
    };
  const decide = async (who: AdminClient, member: SignedIn, event: string, body: object = {}) =>
    who.call('post', `/shop/points-adjustments/${(await pendingOf(member)).document_id}/${event}`, body);

  it('changes nothing until somebody else approves it, and then takes effect once', async () => {
    const member = await newMember();
    const answer = await adjust(member, { points: APPROVAL_FROM, reason: '大额补发' });
    expect(answer.body).toMatchObject({ data: { status: 'pending' } });
    expect(await accountOf(member)).toMatchObject({ available: 0 });

    const own = await decide(admin, member, 'approve');
    expect(own.status).toBe(400);
    expect(own.body).toMatchObject({ error: { message: '自己提交的调整单要由另一位同事复核' } });

    const { document_id: documentId } = await pendingOf(member);
    const path = `/shop/points-adjustments/${documentId}/approve`;
    const decisions = await Promise.all(Array.from({ length: 5 }, () => second.call('post', path, { note: '属实' })));
    expect(decisions.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400, 400]);
    expect(await accountOf(member)).toMatchObject({ available: APPROVAL_FROM });
    expect(await auditOf(documentId)).toMatchObject([{ action: 'points-adjustment.approve' }]);
    await expectCoherentPoints(member.id);
  });

  it('cannot be approved by the same person under another e-mail address', async () => {
    const member = await newMember();
    const chameleon = await signInToPanel();
    await adjust(member, { points: APPROVAL_FROM, reason: '换名' }, chameleon);
    const email = `other-${Date.now()}@example.com`;
    expect((await chameleon.call('put', '/admin/users/me', { email })).status).toBe(200);
    expect((await decide(chameleon, member, 'approve')).status).toBe(400);
    expect(await accountOf(member)).toMatchObject({ available: 0 });
  });

  it('is turned down with a reason and stays without effect', async () => {
    const member = await newMember();
    await adjust(member, { points: APPROVAL_FROM + 1, reason: '大额补发' });
    expect((await decide(second, member, 'reject')).status).toBe(400);
    const rejected = await decide(second, member, 'reject', { note: '没有凭证' });
    expect(rejected.body).toMatchObject({ data: { status: 'rejected' } });
    expect(await accountOf(member)).toMatchObject({ available: 0 });
    expect(await ledgerOf(member)).toEqual([]);
  });

  it('is withdrawn by who asked for it and nobody else, as long as it waits', async () => {
    const member = await newMember();
    await adjust(member, { points: APPROVAL_FROM, reason: '填错了' });
    const { document_id: documentId } = await pendingOf(member);
    const foreign = await decide(second, member, 'withdraw');
    expect(foreign.status).toBe(400);
    expect(foreign.body).toMatchObject({ error: { message: '只有提交人可以撤回调整单' } });
    const withdrawn = await decide(admin, member, 'withdraw', { note: '数额填错' });
    expect(withdrawn.body).toMatchObject({ data: { status: 'withdrawn' } });
    for (const [who, event] of [[admin, 'withdraw'] as const, [second, 'approve'] as const]) {
      const late = await who.call('post', `/shop/points-adjustments/${documentId}/${event}`, {});
      expect(late.body).toMatchObject({ error: { message: '这张调整单已经处理过了' } });
    }
    expect(await accountOf(member)).toMatchObject({ available: 0 });
    expect(await auditOf(documentId)).toMatchObject([{ action: 'points-adjustment.withdraw' }]);
  });

  it('cannot be got round in slices on one day', async () => {
    const member = await newMember();
    const slice = { points: 4_000, reason: '分次补发' };
    const statuses: unknown[] = [];
    for (let turn = 0; turn < 3; turn += 1) statuses.push((await adjust(member, slice)).body.data.status);
    expect(statuses).toEqual(['applied', 'applied', 'pending']);
    expect((await adjust(member, slice, second)).body).toMatchObject({ data: { status: 'applied' } });
    expect(await accountOf(member)).toMatchObject({ available: 12_000 });
  });

  it('that takes points stays open when they are gone by the time it is approved', async () => {
    const member = await newMember();
    for (const points of [6_000, 6_000]) await adjust(member, { points, reason: '补发' }, await signInToPanel());
    await adjust(member, { points: -12_000, reason: '扣回' });
    await adjust(member, { points: -1, reason: '先扣一分' }, second);
    const answer = await decide(second, member, 'approve');
    expect(answer.status).toBe(409);
    expect(await pendingOf(member)).toBeDefined();
    expect(await accountOf(member)).toMatchObject({ available: 11_999 });
    await expectCoherentPoints(member.id);
  });
});

describe('a frozen points account', () => {
  it('earns as before and cannot be spent from until it is free again', async () => {
    const rule = await givePointsRule({ scene: 'check_in', fixedPoints: 150 });
    const member = await newMember();
    await act(admin, member, 'give', { reason: '没有规则' });
    expect((await act(admin, member, 'freeze', { reason: '疑似刷分' })).body).toEqual({ data: { status: 'frozen' } });
    await act(admin, member, 'freeze', { reason: '再点一次' });
    expect((await as(member).post('/me/check-ins').send({})).body.data.pointsAwarded).toBe(150);
    await rule.remove();

    const body = { ...(await pickupOrder(await makeSku({ price: 1_000 }))), pointsToUse: 100 };
    const refused = await as(member).post('/orders').send(body);
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({ code: 1000, error: { details: { reason: 'points_account_frozen' } } });
    expect(await accountOf(member)).toMatchObject({ available: 150, state: 'frozen' });

    expect((await act(admin, member, 'unfreeze', { reason: '已核实' })).status).toBe(200);
    expect((await as(member).post('/orders').send(body)).status).toBe(201);
    const audit = await auditOf((await accountOf(member)).document_id);
    expect(audit.map(({ action }) => action)).toEqual(['points-account.freeze', 'points-account.unfreeze']);
    await expectBooksBalance({ users: [member.id], skus: [] });
  });
});

describe('the panel action 按规则发放积分', () => {
  it('gives what the rules for giving by hand say, within their limits and once a key', async () => {
    const rule = await givePointsRule({ scene: 'manual', fixedPoints: 80, dailyLimitPerUser: 100 });
    const member = await newMember();
    const body = { reason: '到店礼', key: `g-${member.id}` };
    expect((await act(admin, member, 'give', body)).body).toEqual({ data: { points: 80 } });
    expect((await act(admin, member, 'give', body)).body).toEqual({ data: { points: 80 } });
    expect((await act(admin, member, 'give', { reason: '再来' })).body).toEqual({ data: { points: 20 } });
    expect((await act(admin, member, 'give', { reason: '还来' })).status).toBe(400);
    await rule.remove();
    expect(await accountOf(member)).toMatchObject({ available: 100 });
    expect(await ledgerOf(member)).toMatchObject([
      { type: 'award', source: 'manual', description: '到店礼' },
      { type: 'award', source: 'manual', description: '再来' },
    ]);
  });
});

describe('the preview of an award', () => {
  const preview = async (query: object) =>
    admin.call('get', `/shop/points-rules/preview?${new URLSearchParams(query as Record<string, string>).toString()}`);

  it('says what ¥128.50 would give a gold member today, and why, rule by rule', async () => {
    const level = await application()
      .strapi.documents('api::member.member-level')
      .create({ data: { name: '试算金卡', growthThreshold: 777_777, pointsMultiplierBps: 15_000 } as never });
    const future = new Date(application().clock.now().getTime() + 86_400_000).toISOString();
    const rules = [
      await givePointsRule({ scene: 'payment', name: '甲', pointsPerHundredYuan: 100, usesMemberMultiplier: true }),
      await givePointsRule({ scene: 'payment', name: '乙', fixedPoints: 5, maxPoints: 3 }),
      await givePointsRule({ scene: 'payment', name: '丙', fixedPoints: 5, minAmount: 20_000 }),
      await givePointsRule({ scene: 'payment', name: '丁', fixedPoints: 5, startsAt: future }),
      await givePointsRule({ scene: 'payment', name: '戊', fixedPoints: 5, enabled: false }),
    ];
    const answer = await preview({ scene: 'payment', amount: 12_850, levelId: level.documentId });
    for (const rule of rules) await rule.remove();
    await application().strapi.documents('api::member.member-level').delete({ documentId: level.documentId });
    expect(answer.status).toBe(200);
    expect(answer.body.data.points).toBe(195);
    const own = (answer.body.data.rules as { documentId: string; points: number; sentences: string[] }[]).filter(
      ({ documentId }) => rules.some((rule) => rule.documentId === documentId),
    );
    expect(own.map(({ points, sentences }) => [points, ...sentences])).toEqual([
      [192, '128.50 元 × 每 100 元 100 积分 → 128 积分', '试算金卡积分倍率 1.5 倍 → 192 积分'],
      [3, '固定 5 积分 → 5 积分', '单次最多 3 积分 → 3 积分'],
      [0, '没有达到最低消费 200.00 元'],
      [0, expect.stringMatching(/^还没有开始，.*起生效$/)],
      [0, '没有启用'],
    ]);
  });

  it('offers the levels and merchants there are', async () => {
    const answer = await admin.call('get', '/shop/points-rules/preview-choices');
    expect(answer.body).toMatchObject({
      data: { levels: expect.any(Array) as unknown, merchants: expect.any(Array) as unknown },
    });
  });

  it.each([{}, { scene: 'nothing' }, { scene: 'payment', amount: -1 }, { scene: 'payment', levelId: 'nobody' }])(
    'refuses %p',
    async (query) => {
      expect((await preview(query)).status).toBe(400);
    },
  );
});

describe('the report of what is owed in points', () => {
  it('adds up to the lots of all users, by the month in which they end, in yuan', async () => {
    const member = await newMember();
    const before = (await admin.call('get', '/shop/points-liability')).body.data;
    await adjust(member, { points: 250, reason: '补发', validDays: 40 });
    await adjust(member, { points: 100, reason: '补发', validDays: 0 });
    const { data } = (await admin.call('get', '/shop/points-liability')).body;
    expect(data.available.points - before.available.points).toBe(350);
    const { available, frozen, outstanding, pointsPerYuan } = data as Report;
    expect(outstanding.points).toBe(available.points + frozen.points);
    expect(available.amount).toBe(Math.floor((available.points * 100) / pointsPerYuan));
    const months = data.months as { month: string | null; points: number }[];
    expect(months.reduce((sum, { points }) => sum + points, 0)).toBe(data.available.points);
    const pointsIn = (report: { months: { month: string | null; points: number }[] }, month: string | null) =>
      report.months.find((row) => row.month === month)?.points ?? 0;
    expect(pointsIn(data, null) - pointsIn(before, null)).toBe(100);
  });

  it('and the preview are closed to accounts that may not read points, and to nobody at all', async () => {
    const { strapi, url } = application();
    const role = await adminService(strapi, 'admin::role').create({ name: `积分看客 ${Date.now()}`, description: '' });
    const viewer = await signInToPanel({ roleId: role.id });
    for (const path of ['/shop/points-liability', '/shop/points-rules/preview?scene=payment']) {
      expect((await viewer.call('get', path)).status).toBe(403);
      expect((await fetch(url + path)).status).toBe(401);
    }
    const { document_id: documentId } = await accountOf(await newMember());
    for (const deed of ['adjust', 'give', 'freeze', 'unfreeze'])
      expect((await viewer.call('post', `/shop/points-accounts/${documentId}/${deed}`, {})).status).toBe(403);
  });
});
