import { api, application } from '../support/api';
import { as, database, loginCode, newOpenid, signIn } from '../support/members';

const login = (body: object) => api().post('/api/v1/auth/wechat/login').send(body);
const refresh = (refreshToken: string) => api().post('/api/v1/auth/wechat/refresh').send({ refreshToken });

afterEach(() => {
  application().clock.reset();
});

describe('signing in with WeChat', () => {
  it('the first sign-in registers the user and answers tokens and profile', async () => {
    const answer = await login({ code: loginCode(newOpenid()) });
    expect(answer.status).toBe(200);
    expect(answer.body.data).toMatchObject({
      isNewUser: true,
      expiresIn: 7 * 86_400,
      user: { nickname: null, phoneMasked: null, gender: 'unknown', growth: 0, merchants: [] },
    });
    expect(answer.body.data.user.inviteCode).toMatch(/^[0-9A-Z]{8}$/);
    const me = await as(answer.body.data).get('/me');
    expect(me.body.data).toEqual(answer.body.data.user);
  });

  it('the second sign-in is the same user in another session', async () => {
    const openid = newOpenid();
    const first = await signIn(openid);
    const second = await login({ code: loginCode(openid) });
    expect(second.body.data.isNewUser).toBe(false);
    expect(second.body.data.user.documentId).toBe(first.documentId);
    expect(second.body.data.refreshToken).not.toBe(first.refreshToken);
  });

  it('neither the session key nor the openid leaves the server, and the key is encrypted at rest', async () => {
    const openid = newOpenid();
    const answer = await login({ code: loginCode(openid) });
    expect(JSON.stringify(answer.body)).not.toContain(openid);
    expect(JSON.stringify(answer.body).toLowerCase()).not.toContain('session');
    const row = await database()('up_users').where({ openid }).first('session_key_cipher');
    expect(row.session_key_cipher).toMatch(/^test\./);
  });

  it('an unknown code answers 1701 with the code of WeChat', async () => {
    const answer = await login({ code: 'nobody-issued-this' });
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({
      code: 1701,
      error: { name: 'WechatLoginError', details: { errcode: 40029 } },
    });
  });

  it('a code works once', async () => {
    const code = loginCode(newOpenid());
    expect((await login({ code })).status).toBe(200);
    const again = await login({ code });
    expect(again.body).toMatchObject({ code: 1701, error: { details: { errcode: 40163 } } });
  });

  it('a platform that is down answers 1702', async () => {
    application().wechat.control.addFault({ match: '/sns/jscode2session', kind: 'errcode', errcode: 40125, times: 5 });
    const answer = await login({ code: loginCode(newOpenid()) });
    application().wechat.control.clearFaults();
    expect(answer.status).toBe(502);
    expect(answer.body).toMatchObject({ code: 1702, error: { details: { errcode: 40125 } } });
  });

  it('the inviter is remembered from the first sign-in only', async () => {
    const inviter = await signIn();
    const inviteCode = (await as(inviter).get('/me')).body.data.inviteCode as string;
    const openid = newOpenid();
    await login({ code: loginCode(openid), inviteCode: inviteCode.toLowerCase() });
    const other = await signIn();
    await login({ code: loginCode(openid), inviteCode: (await as(other).get('/me')).body.data.inviteCode });
    const row = await database()('up_users').where({ openid }).first('inviter_id');
    expect(row.inviter_id).toBe(inviter.id);
  });

  it('an unknown invite code does not keep anybody out', async () => {
    const answer = await login({ code: loginCode(newOpenid()), inviteCode: 'NOSUCH99' });
    expect(answer.body.data.isNewUser).toBe(true);
  });

  it('registering writes one user.registered event', async () => {
    const member = await signIn();
    await signIn(member.openid);
    const events = await database()('outbox_events').where({
      name: 'user.registered',
      aggregate_id: member.documentId,
    });
    expect(events).toHaveLength(1);
  });

  it.each([[{}], [{ code: '' }], [{ code: 1 }], [{ code: 'x', openid: 'me' }]])(
    'a malformed body is refused: %j',
    async (body) => {
      expect((await login(body)).body).toMatchObject({ code: 400, error: { name: 'ValidationError' } });
    },
  );
});

describe('a blocked user', () => {
  it('is refused at once with a token issued before, cannot refresh and cannot sign in', async () => {
    const member = await signIn();
    await database()('up_users').where({ id: member.id }).update({ blocked: true });
    expect((await as(member).get('/me')).status).toBe(401);
    expect((await refresh(member.refreshToken)).status).toBe(401);
    const again = await login({ code: loginCode(member.openid) });
    expect(again.status).toBe(401);
    expect(again.body.message).toContain('停用');
  });

  it('goes on with the old session after being unblocked', async () => {
    const member = await signIn();
    await database()('up_users').where({ id: member.id }).update({ blocked: true });
    await refresh(member.refreshToken);
    await database()('up_users').where({ id: member.id }).update({ blocked: false });
    expect((await as(member).get('/me')).status).toBe(200);
    expect((await refresh(member.refreshToken)).status).toBe(200);
  });
});

describe('refreshing', () => {
  it('gives a new pair that works', async () => {
    const member = await signIn();
    const answer = await refresh(member.refreshToken);
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.body.data).sort()).toEqual(['accessToken', 'expiresIn', 'refreshToken']);
    expect((await as(answer.body.data).get('/me')).body.data.documentId).toBe(member.documentId);
    expect((await refresh(answer.body.data.refreshToken)).status).toBe(200);
  });

  it('a used refresh token answers 401 and revokes its whole family', async () => {
    const member = await signIn();
    const next = (await refresh(member.refreshToken)).body.data;
    expect((await refresh(member.refreshToken)).status).toBe(401);
    expect((await refresh(next.refreshToken)).status).toBe(401);
    expect((await as(next).get('/me')).status).toBe(401);
  });

  it('revoking one family leaves the user’s other sessions alone', async () => {
    const phone = await signIn();
    const tablet = await signIn(phone.openid);
    await refresh(phone.refreshToken);
    await refresh(phone.refreshToken);
    expect((await as(phone).get('/me')).status).toBe(401);
    expect((await as(tablet).get('/me')).status).toBe(200);
  });

  it('a token lives 30 days from its last exchange', async () => {
    const member = await signIn();
    application().clock.advance({ days: 29 });
    const next = (await refresh(member.refreshToken)).body.data;
    application().clock.advance({ days: 29 });
    const last = await refresh(next.refreshToken);
    expect(last.status).toBe(200);
    application().clock.advance({ days: 31 });
    expect((await refresh(last.body.data.refreshToken)).status).toBe(401);
  });

  it.each(['nonsense', 'a.b', `${'x'.repeat(22)}.${'y'.repeat(43)}`])(
    'a made-up token answers 401: %s',
    async (token) => {
      expect((await refresh(token)).status).toBe(401);
    },
  );

  it('only a hash of the token is stored', async () => {
    const member = await signIn();
    const [sid, secret = ''] = member.refreshToken.split('.');
    const row = await database()('member_sessions').where({ sid }).first('*');
    expect(JSON.stringify(row)).not.toContain(secret);
    expect(row.refresh_hash).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('signing out', () => {
  it('ends this session at once and no other', async () => {
    const phone = await signIn();
    const tablet = await signIn(phone.openid);
    expect((await as(phone).post('/auth/wechat/logout').send({})).body.data).toEqual({ revokedSessions: 1 });
    expect((await as(phone).get('/me')).status).toBe(401);
    expect((await refresh(phone.refreshToken)).status).toBe(401);
    expect((await as(tablet).get('/me')).status).toBe(200);
  });

  it('with all: true ends every session of the user', async () => {
    const phone = await signIn();
    const tablet = await signIn(phone.openid);
    expect((await as(phone).post('/auth/wechat/logout').send({ all: true })).status).toBe(200);
    expect((await as(tablet).get('/me')).status).toBe(401);
    expect((await refresh(tablet.refreshToken)).status).toBe(401);
  });

  it('needs no body', async () => {
    expect((await as(await signIn()).post('/auth/wechat/logout')).status).toBe(200);
  });

  it('sessions that ended a week ago are deleted', async () => {
    const member = await signIn();
    application().clock.advance({ days: 38 });
    await application().runJob('delete-ended-sessions');
    expect(await database()('member_sessions').where({ user_id: member.id })).toHaveLength(0);
  });
});

describe('a bearer', () => {
  it('that has expired answers 401, on public routes too', async () => {
    application().clock.advance({ days: -8 });
    const member = await signIn();
    application().clock.reset();
    expect((await as(member).get('/me')).status).toBe(401);
    expect(
      (
        await as(member)
          .post('/auth/wechat/login')
          .send({ code: loginCode(newOpenid()) })
      ).status,
    ).toBe(401);
  });

  it('that is missing answers 401 in Chinese, or in English on demand', async () => {
    expect((await api().get('/api/v1/me')).body).toMatchObject({ code: 401, message: '请先登录' });
    const english = await api().get('/api/v1/me').set('Accept-Language', 'en');
    expect(english.body.message).toBe('Please sign in first');
  });
});
