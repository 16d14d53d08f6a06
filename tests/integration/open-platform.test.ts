import { createHash, createHmac } from 'node:crypto';
import { signInToPanel } from '../support/admin-client';
import { api, application } from '../support/api';
import { expectBooksBalance } from '../support/facts';
import { buyByExpress, makeShopSku, openShop } from '../support/fulfilment';
import { as, database, newOpenid, signIn, type SignedIn } from '../support/members';
import { callOpen, type Forgery, issueSecret, makeApiToken, makeOpenApp, type OpenApp } from '../support/open-platform';
import { memberWithPhone } from '../support/phones';

let app: OpenApp;
let member: SignedIn;
let keys = 0;

beforeAll(async () => {
  app = await makeOpenApp();
});
beforeEach(async () => {
  member = await signIn();
});
afterEach(() => {
  application().clock.reset();
});

const newKey = (): string => `till-${process.pid}-${(keys += 1)}`;

const deed = (change: object = {}) => ({
  userId: member.documentId,
  points: 100,
  reason: '门店消费',
  idempotencyKey: newKey(),
  ...change,
});
const award = (body: object, forgery?: Forgery) =>
  callOpen(app, { method: 'POST', path: '/open/points/award', body }, forgery);
const deduct = (body: object) => callOpen(app, { method: 'POST', path: '/open/points/deduct', body });
const pointsOf = async (who: SignedIn): Promise<number> =>
  ((await as(who).get('/me/points')).body as { data: { available: number } }).data.available;

describe('a signed request', () => {
  it('is signed as the contract says, computed here by hand', async () => {
    const body = JSON.stringify(deed());
    const timestamp = String(Math.floor(application().clock.now().getTime() / 1000));
    const text = [
      'POST',
      '/api/v1/open/points/award',
      timestamp,
      'nonce-by-hand',
      createHash('sha256').update(body).digest('hex'),
    ].join('\n');
    const answer = await api()
      .post('/api/v1/open/points/award')
      .set({ 'Content-Type': 'application/json', 'X-App-Id': app.appId, 'X-Timestamp': timestamp })
      .set({
        'X-Nonce': 'nonce-by-hand',
        'X-Signature': createHmac('sha256', app.secret).update(text).digest('hex'),
      })
      .send(body);
    expect([answer.status, answer.body.code]).toEqual([200, 200]);
  });

  const forgeries: [string, Forgery, string][] = [
    ['from five minutes ago', { ahead: -301 }, 'timestamp'],
    ['from five minutes ahead', { ahead: 302 }, 'timestamp'],
    ['with another body', { signed: { body: '{"points":1}' } }, 'signature'],
    ['for another path', { signed: { target: '/api/v1/open/points/deduct' } }, 'signature'],
    ['for the path without its prefix', { signed: { target: '/open/points/award' } }, 'signature'],
    ['for another method', { signed: { method: 'PUT' } }, 'signature'],
    ['with a signature of zeroes', { headers: { 'X-Signature': '0'.repeat(64) } }, 'signature'],
    ['of an app nobody knows', { headers: { 'X-App-Id': 'app_nobody' } }, 'signature'],
    ['without a signature', { headers: { 'X-Signature': '' } }, 'header x-signature'],
    ['without a nonce', { headers: { 'X-Nonce': '' } }, 'header x-nonce'],
    ['with an endless nonce', { nonce: 'n'.repeat(65) }, 'header x-nonce'],
    ['with a time that is none', { headers: { 'X-Timestamp': 'now' } }, 'header x-timestamp'],
    ['with a bearer that is no token', { headers: { Authorization: 'Bearer nonsense' } }, 'token'],
  ];

  it.each(forgeries)('%s is refused and does nothing', async (_case, forgery, reason) => {
    const answer = await award(deed(), forgery);
    expect([answer.status, answer.body]).toMatchObject([
      401,
      { code: 401, data: null, error: { details: { reason } } },
    ]);
    expect(await pointsOf(member)).toBe(0);
  });

  it('is believed for almost five minutes either way', async () => {
    expect((await award(deed(), { ahead: -295 })).status).toBe(200);
    expect((await award(deed(), { ahead: 295 })).status).toBe(200);
  });

  it('counts once: of ten copies sent at once one is let in, and none later', async () => {
    const forgery = { nonce: `nonce-${process.pid}-${Date.now()}` };
    const body = deed();
    const answers = await Promise.all(Array.from({ length: 10 }, () => award(body, forgery)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status !== 200);
    expect(new Set(refused.map(({ status, body: answer }) => `${status} ${answer.error.details.reason}`))).toEqual(
      new Set(['401 nonce']),
    );
    expect((await award(body, forgery)).status).toBe(401);
    expect(await pointsOf(member)).toBe(100);
  });

  it('that is forged uses up no nonce of the app', async () => {
    const nonce = `nonce-forged-${process.pid}`;
    expect((await award(deed(), { nonce, headers: { 'X-Signature': '0'.repeat(64) } })).status).toBe(401);
    expect((await award(deed(), { nonce })).status).toBe(200);
  });

  it('keeps its nonce as long as its time is believed, and not for ever', async () => {
    const nonces = () => database()('request_nonces').where({ caller: app.appId }) as unknown as Promise<unknown[]>;
    await award(deed());
    await application().runJob('forget-request-nonces');
    expect((await nonces()).length).toBeGreaterThan(0);
    application().clock.advance({ hours: 2 });
    await application().runJob('forget-request-nonces');
    expect(await nonces()).toEqual([]);
  });

  it('covers the query', async () => {
    const path = '/open/products?limit=1';
    expect((await callOpen(app, { method: 'GET', path })).status).toBe(200);
    const target = '/api/v1/open/products?limit=2';
    expect((await callOpen(app, { method: 'GET', path }, { signed: { target } })).status).toBe(401);
  });

  it('is refused at once when the app is switched off or gets a new secret', async () => {
    const other = await makeOpenApp();
    const call = (by: OpenApp) => callOpen(by, { method: 'GET', path: '/open/products?limit=1' });
    expect((await call(other)).status).toBe(200);
    const renewed = await issueSecret(other.documentId);
    expect(renewed.secret).not.toBe(other.secret);
    expect((await call(other)).status).toBe(401);
    expect((await call(renewed)).status).toBe(200);
    await application()
      .strapi.documents('api::operations.open-app')
      .update({ documentId: other.documentId, data: { enabled: false } as never });
    expect((await call(renewed)).status).toBe(401);
  });

  it.each([
    ['awardsPoints', 'POST', '/open/points/award'],
    ['deductsPoints', 'POST', '/open/points/deduct'],
    ['readsPoints', 'GET', '/open/users/nobody/points'],
    ['readsOrders', 'GET', '/open/orders/D000000000000'],
    ['readsProducts', 'GET', '/open/products'],
  ] as const)('needs the scope: without %s, %s %s answers 403', async (scope, method, path) => {
    const other = await makeOpenApp({ [scope]: false });
    const answer = await callOpen(other, { method, path, ...(method === 'POST' ? { body: deed() } : {}) });
    expect([answer.status, answer.body.error.details.reason]).toEqual([403, 'scope']);
  });
});

describe('the secret of an app', () => {
  it('is shown once, kept encrypted, and written down as issued without being written down', async () => {
    const row = (await database()('open_apps').where({ document_id: app.documentId }).first()) as object;
    expect(JSON.stringify(row)).not.toContain(app.secret);
    const audited: unknown[] = await database()('audit_logs').where({
      action: 'open-app.issue-secret',
      subject_id: app.documentId,
    });
    expect(audited).toHaveLength(1);
    expect(JSON.stringify(audited)).not.toContain(app.secret);
  });

  it('and the app’s number are the system’s: a form cannot set them, a copy gets its own', async () => {
    const admin = await signInToPanel();
    const path = `/content-manager/collection-types/api::operations.open-app/${app.documentId}`;
    await admin.call('put', path, { name: '新名字', appId: 'app_mine', secretCipher: 'x' });
    const row = (await database()('open_apps').where({ document_id: app.documentId }).first()) as Record<
      string,
      string
    >;
    expect(row).toMatchObject({ name: '新名字', app_id: app.appId });
    expect(row.secret_cipher).not.toBe('x');
    const copy = await admin.call(
      'post',
      `/content-manager/collection-types/api::operations.open-app/clone/${app.documentId}`,
      {
        name: '副本',
      },
    );
    const copied = (await database()('open_apps').where({ name: '副本' }).orderBy('id', 'desc').first()) as Record<
      string,
      unknown
    >;
    expect(copy.status).toBeLessThan(300);
    expect(copied.app_id).not.toBe(app.appId);
    expect(copied.secret_cipher).toBeNull();
  });
});

describe('points given by another server', () => {
  it('reach a member named by id, openid or phone', async () => {
    const { member: other, phone } = await memberWithPhone();
    const before = await pointsOf(other);
    for (const name of [{ userId: other.documentId }, { openid: other.openid }, { phone }, { phone: `+86${phone}` }]) {
      const answer = await award({ ...name, points: 5, reason: '补发', idempotencyKey: newKey() });
      expect(answer.body.data).toMatchObject({ userId: other.documentId, change: 5 });
    }
    expect(await pointsOf(other)).toBe(before + 20);
    const records = await as(other).get('/me/points/records?type=award&limit=1');
    expect(records.body.data).toMatchObject([{ change: 5, source: 'open_platform', description: '补发' }]);
  });

  it('are given once for each key, however often and how fast it is asked; the answer stays the first', async () => {
    const body = deed({ points: 70 });
    const answers = await Promise.all(Array.from({ length: 8 }, () => award(body)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    await award(deed({ points: 1 }));
    const late = await award(body);
    expect(new Set([...answers, late].map(({ body: answer }) => JSON.stringify(answer.data))).size).toBe(1);
    expect(await pointsOf(member)).toBe(71);
    expect((await award({ ...body, points: 71 })).body.code).toBe(1005);
    expect((await award({ ...body, reason: '别的' })).body.code).toBe(1005);
    expect((await award({ ...body, validDays: 30 })).body.code).toBe(1005);
    expect((await award({ ...body, validDays: 0 })).body.code).toBe(1005);
    expect((await deduct(body)).body.code).toBe(1005);
    const other = await makeOpenApp();
    expect((await callOpen(other, { method: 'POST', path: '/open/points/award', body })).status).toBe(200);
    expect(await pointsOf(member)).toBe(141);
  });

  it('go to one member when one key is used for two at once, and the other call is told so', async () => {
    const others = [member, await signIn(), await signIn()];
    const idempotencyKey = newKey();
    const answers = await Promise.all(others.map(({ documentId: userId }) => award(deed({ userId, idempotencyKey }))));
    expect(answers.map(({ body }) => body.code as number).sort()).toEqual([1005, 1005, 200]);
    const points = await Promise.all(others.map(pointsOf));
    expect(points.sort()).toEqual([0, 0, 100]);
  });

  it('end after the days the app names, or never', async () => {
    await award(deed({ validDays: 0 }));
    await award(deed({ validDays: 1, points: 30 }));
    const ends = (await database()('points_lots').where({ user_id: member.id }).orderBy('id')) as {
      expires_at: unknown;
    }[];
    expect(ends.map(({ expires_at: end }) => end === null)).toEqual([true, false]);
    application().clock.advance({ days: 3 });
    expect(await pointsOf(member)).toBe(100);
  });

  it.each([
    [{ points: 0 }],
    [{ points: 1.5 }],
    [{ points: -5 }],
    [{ points: 1e9 }],
    [{ userId: undefined }],
    [{ openid: newOpenid() }],
    [{ reason: '' }],
    [{ idempotencyKey: '' }],
    [{ idempotencyKey: 'x'.repeat(65) }],
    [{ balance: 5 }],
  ])('are refused as %j', async (change) => {
    expect((await award(deed(change))).status).toBe(400);
    expect(await pointsOf(member)).toBe(0);
  });

  it('are refused for nobody, and for a member who is blocked', async () => {
    expect((await award({ openid: newOpenid(), points: 1, reason: 'x', idempotencyKey: newKey() })).status).toBe(404);
    await database()('up_users').where({ id: member.id }).update({ blocked: true });
    expect((await award(deed())).status).toBe(404);
  });
});

describe('points taken by another server', () => {
  it('come from the lots that end first, once, and the member is told', async () => {
    await award(deed({ validDays: 0, points: 50 }));
    await award(deed({ validDays: 10, points: 30 }));
    const body = deed({ points: 40, reason: '兑换咖啡' });
    const answers = await Promise.all(Array.from({ length: 5 }, () => deduct(body)));
    expect(answers.map(({ body: answer }) => answer.data)).toEqual(
      Array(5).fill({
        recordId: expect.any(String),
        userId: member.documentId,
        change: -40,
        balanceAfter: 40,
      }),
    );
    const lots = (await database()('points_lots').where({ user_id: member.id }).orderBy('id')) as {
      remaining: number;
    }[];
    expect(lots.map(({ remaining }) => remaining)).toEqual([40, 0]);
    const spent = database()('outbox_events').where({ name: 'points.spent', aggregate_id: String(member.id) });
    expect(await spent).toHaveLength(1);
    const inbox = (await as(member).get('/me/messages')).body.data as { content: string }[];
    expect(inbox.filter(({ content }) => content.includes('兑换咖啡'))).toHaveLength(1);
  });

  it('are never more than there are: of many at once those fit that fit', async () => {
    await award(deed({ points: 100 }));
    const answers = await Promise.all(Array.from({ length: 8 }, () => deduct(deed({ points: 30 }))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
    for (const answer of answers.filter(({ status }) => status !== 200))
      expect([answer.status, answer.body.code]).toEqual([409, 1301]);
    expect(await pointsOf(member)).toBe(10);
    await expectBooksBalance({ users: [member.id] });
  });

  it('are refused while operations have frozen the account', async () => {
    await award(deed({ points: 100 }));
    await database()('points_accounts').where({ user_id: member.id }).update({ state: 'frozen' });
    const answer = await deduct(deed({ points: 1 }));
    expect(answer.body).toMatchObject({ code: 1000, error: { details: { reason: 'points_account_frozen' } } });
  });
});

describe('what another server reads', () => {
  it('is a member’s points, as the member sees them', async () => {
    await award(deed({ points: 12 }));
    const answer = await callOpen(app, { method: 'GET', path: `/open/users/${member.documentId}/points` });
    expect(answer.body.data).toEqual((await as(member).get('/me/points')).body.data);
    expect((await callOpen(app, { method: 'GET', path: '/open/users/nobody/points' })).status).toBe(404);
  });

  it('are orders and products: all of the shop, or those of the app’s merchant alone', async () => {
    const [shop, rival] = [await openShop(), await openShop()];
    const sku = await makeShopSku(shop, { stock: 5 });
    const orderNo = await buyByExpress(member, [{ sku, quantity: 1 }]);
    const mine = await makeOpenApp({ merchant: shop.id });
    const theirs = await makeOpenApp({ merchant: rival.id });
    const order = (by: OpenApp) => callOpen(by, { method: 'GET', path: `/open/orders/${orderNo}` });
    for (const by of [app, mine]) {
      const answer = await order(by);
      expect(answer.body.data).toMatchObject({ orderNo, userId: member.documentId, status: 'awaiting_fulfilment' });
      expect(JSON.stringify(answer.body)).not.toContain('13800138000');
      expect(answer.body.data).not.toHaveProperty('pickupCode');
    }
    expect((await order(theirs)).status).toBe(404);
    const products = async (by: OpenApp) =>
      (await callOpen(by, { method: 'GET', path: '/open/products' })).body.data as { skus: { skuId: string }[] }[];
    expect(await products(mine)).toMatchObject([
      { merchantId: shop.documentId, skus: [{ skuId: sku.documentId, available: 4 }] },
    ]);
    expect(await products(theirs)).toEqual([]);
    await database()('merchants').where({ id: shop.id }).update({ state: 'suspended' });
    expect((await order(mine)).status).toBe(401);
  });
});

describe('an API token of the panel', () => {
  const call = (accessKey: string) => ({
    read: () => api().get('/api/v1/open/products?limit=1').set('Authorization', `Bearer ${accessKey}`),
    award: () => api().post('/api/v1/open/points/award').set('Authorization', `Bearer ${accessKey}`).send(deed()),
  });

  it('with full access does everything, read-only reads, and one that is made to measure does what it is made for', async () => {
    const full = call((await makeApiToken('full-access')).accessKey);
    expect([(await full.read()).status, (await full.award()).status]).toEqual([200, 200]);
    const reader = call((await makeApiToken('read-only')).accessKey);
    expect([(await reader.read()).status, (await reader.award()).status]).toEqual([200, 403]);
    const custom = call((await makeApiToken('custom', ['api::points.open.award'])).accessKey);
    expect([(await custom.read()).status, (await custom.award()).status]).toEqual([403, 200]);
  });

  it('that was revoked, or never was, is refused', async () => {
    const token = await makeApiToken('full-access');
    await (await signInToPanel()).call('delete', `/admin/api-tokens/${token.id}`);
    expect((await call(token.accessKey).read()).status).toBe(401);
    expect((await call('ab'.repeat(64)).read()).status).toBe(401);
    expect((await call(member.accessToken).read()).status).toBe(401);
  });
});
