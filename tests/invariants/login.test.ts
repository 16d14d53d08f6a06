import { api, application } from '../support/api';
import { as, database, loginCode, newOpenid, signIn } from '../support/members';
import { expectCoherentPoints, givePointsRule, pausePointsRules } from '../support/points';

const UNIQUE_VIOLATION = { code: expect.stringMatching(/^(23505|SQLITE_CONSTRAINT_UNIQUE)$/) as unknown };

const login = (openid: string) =>
  api()
    .post('/api/v1/auth/wechat/login')
    .send({ code: loginCode(openid) });
const refresh = (refreshToken: string) => api().post('/api/v1/auth/wechat/refresh').send({ refreshToken });

describe('first sign-ins at once', () => {
  it('twenty of one openid make one user, one welcome and twenty sessions', async () => {
    const pause = await pausePointsRules();
    const rule = await givePointsRule({ scene: 'register', fixedPoints: 100 });
    const openid = newOpenid();
    const answers = await Promise.all(Array.from({ length: 20 }, () => login(openid)));
    await rule.remove();
    await pause.restore();

    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(answers.filter(({ body }) => body.data.isNewUser)).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => body.data.user.documentId)).size).toBe(1);
    const users = (await database()('up_users').where({ openid })) as { id: number; document_id: string }[];
    expect(users).toHaveLength(1);
    const userId = users[0]?.id ?? 0;
    expect(await database()('member_sessions').where({ user_id: userId })).toHaveLength(20);
    expect(await database()('points_records').where({ user_id: userId, type: 'award' })).toHaveLength(1);
    const events = database()('outbox_events').where({ aggregate_id: users[0]?.document_id });
    expect(await events.where({ name: 'user.registered' })).toHaveLength(1);
    await expectCoherentPoints(userId);
  });

  it('fifteen of different openids make fifteen users with different invite codes', async () => {
    const answers = await Promise.all(Array.from({ length: 15 }, () => login(newOpenid())));
    expect(answers.filter(({ body }) => body.data.isNewUser)).toHaveLength(15);
    expect(new Set(answers.map(({ body }) => body.data.user.inviteCode)).size).toBe(15);
  });

  it('one code sent ten times at once signs in once', async () => {
    const code = loginCode(newOpenid());
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => api().post('/api/v1/auth/wechat/login').send({ code })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 1701)).toHaveLength(9);
  });
});

describe('one refresh token used ten times at once', () => {
  it('is exchanged once at most, and then its family is revoked', async () => {
    const member = await signIn();
    const answers = await Promise.all(Array.from({ length: 10 }, () => refresh(member.refreshToken)));
    const winners = answers.filter(({ status }) => status === 200);
    expect(winners).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(9);
    const row = await database()('member_sessions').where({ user_id: member.id }).first('generation', 'revoked_at');
    expect(row.generation).toBe(1);
    expect(row.revoked_at).not.toBeNull();
    expect((await refresh(winners[0]?.body.data.refreshToken)).status).toBe(401);
    expect((await as(member).get('/me')).status).toBe(401);
  });
});

describe('the database itself', () => {
  it('refuses a second user with the same openid', async () => {
    const member = await signIn();
    const at = application().clock.now();
    const twin = { document_id: newOpenid(), openid: member.openid, username: newOpenid(), created_at: at };
    await expect(database()('up_users').insert(twin)).rejects.toMatchObject(UNIQUE_VIOLATION);
  });

  it('refuses a second default address', async () => {
    const member = await signIn();
    const address = () => ({
      document_id: newOpenid(),
      user_id: member.id,
      is_default: true,
      receiver: 'x',
      detail: 'y',
    });
    await database()('addresses').insert(address());
    await expect(database()('addresses').insert(address())).rejects.toMatchObject(UNIQUE_VIOLATION);
  });
});
