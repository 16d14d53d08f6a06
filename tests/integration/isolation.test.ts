import { api, application } from '../support/api';
import { factsAbout, expectBooksBalance } from '../support/facts';
import { as, database, signIn, type SignedIn } from '../support/members';
import { buy, makeSku, pickupOrder, placeOrder } from '../support/shopping';

interface Described {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  audience: string;
}

const routes = (): Described[] => application().describedRoutes() as Described[];

/** A body that would be good, so that only the foreign record can be the reason of a refusal. */
const bodies: Record<string, object> = {
  'POST /orders/:orderNo/reviews': { items: [{ skuId: 'a'.repeat(24), rating: 5 }] },
  'POST /orders/:orderNo/after-sales': {
    type: 'refund_only',
    items: [{ skuId: 'a'.repeat(24), quantity: 1 }],
    reason: '不想要了',
  },
  'PUT /me/addresses/:id': {
    name: '李四',
    phone: '13900000000',
    province: '广东省',
    city: '深圳市',
    district: '南山区',
    detail: '1 号',
    isDefault: false,
  },
};

const call = (member: SignedIn, { method, path }: Described, url: string) =>
  as(member)
    [method.toLowerCase() as 'get' | 'post' | 'put' | 'delete'](url)
    .send(method === 'GET' ? undefined : (bodies[`${method} ${path}`] ?? {}));

let owner: SignedIn;
let stranger: SignedIn;
beforeAll(async () => {
  [owner, stranger] = [await signIn(), await signIn()];
});

describe('somebody else’s order', () => {
  // Incident 23: the list of routes is the application's own, so that no new route can be forgotten.
  it.each(['unpaid', 'paid'])(
    'answers 404 on every route, reading and changing, and stays untouched: %s',
    async (kind) => {
      const sku = await makeSku();
      const body = await pickupOrder(sku);
      const orderNo = kind === 'paid' ? await buy(owner, body) : await placeOrder(owner, body);
      const before = await factsAbout(owner, [sku.id]);
      const paths = routes().filter(({ path, audience }) => path.startsWith('/orders/:orderNo') && audience === 'user');
      expect(paths.length).toBeGreaterThanOrEqual(4);
      for (const route of paths) {
        const answer = await call(stranger, route, route.path.replace(':orderNo', orderNo));
        expect({ route: `${route.method} ${route.path}`, status: answer.status }).toEqual({
          route: `${route.method} ${route.path}`,
          status: 404,
        });
        expect(answer.body).toMatchObject({ code: 404, data: null });
        const unknown = await call(stranger, route, route.path.replace(':orderNo', 'D000000000000'));
        expect(unknown.body.message).toBe(answer.body.message);
      }
      expect(await factsAbout(owner, [sku.id])).toEqual(before);
      await expectBooksBalance({ users: [owner.id, stranger.id], skus: [sku.id] });
    },
  );

  it('is in nobody else’s list or counts', async () => {
    const orderNo = await placeOrder(owner, await pickupOrder(await makeSku()));
    const list = await as(stranger).get('/orders');
    expect(JSON.stringify(list.body)).not.toContain(orderNo);
    const counts = (await as(stranger).get('/orders/counts')).body.data as Record<string, number>;
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(0);
  });
});

describe('somebody else’s address, message or session', () => {
  it('answers 404 on every route with an id and stays untouched', async () => {
    const made = await as(owner)
      .post('/me/addresses')
      .send({ ...bodies['PUT /me/addresses/:id'], isDefault: true });
    const addressId = made.body.data.documentId as string;
    const before = await database()('addresses').where({ user_id: owner.id });
    for (const route of routes().filter(({ path }) => path.startsWith('/me/addresses/:'))) {
      const answer = await call(stranger, route, route.path.replace(/:\w+/, addressId));
      expect({ route, status: answer.status }).toEqual({ route, status: 404 });
    }
    expect(await database()('addresses').where({ user_id: owner.id })).toEqual(before);
  });

  it('is refused at once after a block, with a token issued before', async () => {
    const member = await signIn();
    await database()('up_users').where({ id: member.id }).update({ blocked: true });
    expect((await as(member).get('/me')).status).toBe(401);
    const refreshed = await api().post('/api/v1/auth/wechat/refresh').send({ refreshToken: member.refreshToken });
    expect(refreshed.status).toBe(401);
  });

  it('does not survive a logout: access token and refresh token end together', async () => {
    const member = await signIn();
    const other = await signIn(member.openid);
    expect((await as(member).post('/auth/wechat/logout').send({})).status).toBe(200);
    expect((await as(member).get('/me')).status).toBe(401);
    expect((await api().post('/api/v1/auth/wechat/refresh').send({ refreshToken: member.refreshToken })).status).toBe(
      401,
    );
    expect((await as(other).get('/me')).status).toBe(200);
    expect((await as(other).post('/auth/wechat/logout').send({ all: true })).status).toBe(200);
    expect((await as(other).get('/me')).status).toBe(401);
  });

  it('cannot be revived with a used refresh token, and its whole family ends', async () => {
    const member = await signIn();
    const refresh = (refreshToken: string) => api().post('/api/v1/auth/wechat/refresh').send({ refreshToken });
    const second = await refresh(member.refreshToken);
    expect(second.status).toBe(200);
    expect((await refresh(member.refreshToken)).status).toBe(401);
    const { accessToken, refreshToken } = second.body.data as { accessToken: string; refreshToken: string };
    expect((await refresh(refreshToken)).status).toBe(401);
    expect((await as({ accessToken }).get('/me')).status).toBe(401);
  });
});

describe('routes that need a user', () => {
  it('answer 401 without a bearer, all of them', async () => {
    for (const { method, path } of routes().filter(({ audience }) => audience === 'user')) {
      const url = `/api/v1${path.replace(/:\w+/g, 'a'.repeat(24))}`;
      const answer = await api()
        [method.toLowerCase() as 'get'](url)
        .send(method === 'GET' ? undefined : {});
      expect({ route: `${method} ${path}`, status: answer.status }).toEqual({
        route: `${method} ${path}`,
        status: 401,
      });
    }
  });

  // Incident 9.
  it('never include one that marks something paid', () => {
    const suspicious = routes().filter(
      ({ method, path }) => method !== 'GET' && /success|mock|simulate|test|_control|sandbox/i.test(path),
    );
    expect(suspicious).toEqual([]);
  });
});
