import { api, application } from '../support/api';
import { changeGrowth, ensureLevels } from '../support/growth';
import { as, database, newOpenid, signIn } from '../support/members';
import { expectCoherentPoints, givePointsRule, pausePointsRules } from '../support/points';

const PHONE_CALL = 'POST /wxa/business/getuserphonenumber';
const phoneCalls = () => application().wechat.control.countCalls()[PHONE_CALL] ?? 0;

let pause: { restore(): Promise<void> };
beforeAll(async () => {
  pause = await pausePointsRules();
});
afterAll(() => pause.restore());

describe('the profile', () => {
  it('keeps what a change leaves out', async () => {
    const me = as(await signIn());
    await me.put('/me').send({ nickname: '小鸭', birthday: '1990-02-28', gender: 'female' });
    const answer = await me.put('/me').send({ avatar: '/uploads/duck.png' });
    expect(answer.status).toBe(200);
    expect(answer.body.data).toMatchObject({
      nickname: '小鸭',
      birthday: '1990-02-28',
      gender: 'female',
      avatar: '/uploads/duck.png',
    });
    expect((await me.get('/me')).body.data).toEqual(answer.body.data);
  });

  it.each([
    [{ growth: 9999 }],
    [{ level: 'x' }],
    [{ phoneMasked: '1' }],
    [{ blocked: false }],
    [{ openid: 'x' }],
    [{ nickname: ' ' }],
    [{ nickname: 'x'.repeat(33) }],
    [{ gender: 'robot' }],
    [{ birthday: '1990-02-30' }],
    [{ birthday: '2999-01-01' }],
    [{ avatar: 'javascript:alert(1)' }],
    [{ avatar: '//evil.example/x.png' }],
    [{ avatar: 'https://x.example/"onerror=' }],
  ])('refuses %j', async (change) => {
    const answer = await as(await signIn())
      .put('/me')
      .send(change);
    expect(answer.body).toMatchObject({ code: 400, error: { name: 'ValidationError' } });
  });

  it('shows the merchants a user works for, and no disabled jobs', async () => {
    const member = await signIn();
    const insert = (name: string) =>
      database()('merchants')
        .insert({ document_id: `m-${newOpenid()}`, name, state: 'active', shares_profit: false })
        .returning(['id', 'document_id']) as Promise<{ id: number; document_id: string }[]>;
    const [shop] = await insert('茶馆');
    const [left] = await insert('旧店');
    await database()('merchant_staff').insert([
      { document_id: newOpenid(), merchant_id: shop?.id, user_id: member.id, role: 'cashier', enabled: true },
      { document_id: newOpenid(), merchant_id: left?.id, user_id: member.id, role: 'owner', enabled: false },
    ]);
    expect((await as(member).get('/me')).body.data.merchants).toEqual([
      { documentId: shop?.document_id, name: '茶馆', role: 'cashier', status: 'active' },
    ]);
  });
});

describe('binding a phone number', () => {
  it('answers it masked and stores it encrypted with a keyed hash', async () => {
    const member = await signIn();
    const { code } = application().wechat.control.issuePhoneCode('13812345678');
    const answer = await as(member).post('/me/phone').send({ code });
    expect(answer.body).toMatchObject({ code: 200, data: { phoneMasked: '138****5678' } });
    expect((await as(member).get('/me')).body.data.phoneMasked).toBe('138****5678');
    const row = await database()('up_users').where({ id: member.id }).first('*');
    expect(JSON.stringify(row)).not.toContain('13812345678');
    expect(row.phone_cipher).toMatch(/^test\./);
    expect(row.phone_hash).toMatch(/^[0-9a-f]{64}$/);
  });

  // Incident 27.
  it('a code sent five times at once is charged once and answered five times', async () => {
    const member = await signIn();
    const { code } = application().wechat.control.issuePhoneCode('13912345678');
    const before = phoneCalls();
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => as(member).post('/me/phone').send({ code })));
    expect(answers.map(({ body }) => body.data)).toEqual(Array(5).fill({ phoneMasked: '139****5678' }));
    expect(phoneCalls() - before).toBe(1);
  });

  it('somebody else’s code is worth nothing once it was used', async () => {
    const { code } = application().wechat.control.issuePhoneCode('13712345678');
    await as(await signIn())
      .post('/me/phone')
      .send({ code });
    const answer = await as(await signIn())
      .post('/me/phone')
      .send({ code });
    expect(answer.body).toMatchObject({ code: 1701, error: { details: { errcode: 40029 } } });
    expect(answer.body.message).toContain('手机号');
  });

  // Incident 27.
  it('works after the session key was renewed by another sign-in', async () => {
    const member = await signIn();
    const { code } = application().wechat.control.issuePhoneCode('13612345678');
    await signIn(member.openid);
    expect((await as(member).post('/me/phone').send({ code })).status).toBe(200);
  });

  it('gives the bind-phone points once, however often the number changes', async () => {
    const rule = await givePointsRule({ scene: 'bind_phone', fixedPoints: 30 });
    const member = await signIn();
    for (const phone of ['13512345678', '13512345679']) {
      const { code } = application().wechat.control.issuePhoneCode(phone);
      await as(member).post('/me/phone').send({ code });
    }
    await rule.remove();
    expect((await as(member).get('/me/points')).body.data).toMatchObject({ available: 30, total: 30 });
    await expectCoherentPoints(member.id);
  });

  it('gives nothing for a change of the number to somebody who bound one before there was a rule', async () => {
    const member = await signIn();
    const bind = async (phone: string) => {
      const { code } = application().wechat.control.issuePhoneCode(phone);
      expect((await as(member).post('/me/phone').send({ code })).status).toBe(200);
    };
    await bind('13512345681');
    const rule = await givePointsRule({ scene: 'bind_phone', fixedPoints: 30 });
    await bind('13512345682');
    await rule.remove();
    expect((await as(member).get('/me/points')).body.data).toMatchObject({ available: 0, total: 0 });
  });

  it('gives them once, however often staff replace the rule', async () => {
    const member = await signIn();
    const bind = async () => {
      const { code } = application().wechat.control.issuePhoneCode('13512345680');
      await as(member).post('/me/phone').send({ code });
    };
    const first = await givePointsRule({ scene: 'bind_phone', fixedPoints: 30 });
    await bind();
    await first.remove();
    const second = await givePointsRule({ scene: 'bind_phone', fixedPoints: 50 });
    await bind();
    await second.remove();
    expect((await as(member).get('/me/points')).body.data).toMatchObject({ available: 30, total: 30 });
    await expectCoherentPoints(member.id);
  });
});

describe('the member level', () => {
  beforeAll(ensureLevels);

  it('of a new user is the first one', async () => {
    const member = await signIn();
    expect((await as(member).get('/me/member')).body.data).toMatchObject({
      level: { name: '普通' },
      growth: 0,
      nextLevel: { name: '银卡', growthThreshold: 500, growthNeeded: 500 },
      benefits: [],
    });
    const row = await database()('up_users').where({ id: member.id }).first('level_id');
    expect(row.level_id).not.toBeNull();
  });

  it('reached by growth brings its benefits', async () => {
    const member = await signIn();
    await changeGrowth(member, 2100);
    const { data } = (await as(member).get('/me/member')).body;
    expect(data).toMatchObject({ level: { name: '金卡', discountPercent: 5 }, growth: 2100 });
    expect(data.benefits).toEqual(
      expect.arrayContaining([
        { code: 'discount', title: '会员价立减 5%' },
        { code: 'points_multiplier', title: '积分 1.5 倍' },
        { code: 'consultation', title: '专属顾问咨询' },
      ]),
    );
  });
});

describe('every route under /me', () => {
  it.each([
    '/me',
    '/me/member',
    '/me/addresses',
    '/me/check-ins',
    '/me/favorites',
    '/me/history',
    '/me/invitations',
    '/me/points',
    '/me/points/records',
    '/me/messages',
  ])('refuses strangers: %s', async (path) => {
    expect((await api().get(`/api/v1${path}`)).status).toBe(401);
  });
});
