import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { DEMO_ADMIN, type DemoProcess, startDemo } from '../support/demo-process';

interface Product {
  documentId: string;
  name: string;
  cover: string;
  kind: string;
  inStock: boolean;
  minPrice: number;
  memberLevel: { name: string } | null;
  skus: { available: number; image: string | null }[];
}

interface PointsGood {
  cover: string;
  kind: string;
  points: number;
  price: number;
  stock: number;
}

const folder = mkdtempSync(join(tmpdir(), 'mallard-seeds-'));
let demo: DemoProcess;

const get = (path: string) => request(demo.url).get(path);
const list = async <Item>(path: string): Promise<Item[]> => {
  const { body, status } = await get(`/api/v1${path}`);
  if (status !== 200) throw new Error(`${path} answered ${status}`);
  return (body as { data: Item[] }).data;
};
const productPages = async (): Promise<Product[]> => {
  const products = await list<Product>('/products?pagination[pageSize]=100');
  return Promise.all(
    products.map(async ({ documentId }) => {
      const { body } = await get(`/api/v1/products/${documentId}`);
      return (body as { data: Product }).data;
    }),
  );
};

beforeAll(async () => {
  demo = await startDemo(folder);
}, 120_000);

afterAll(async () => {
  await demo.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a first start with demo data', () => {
  it('has categories, brands and at least 24 products on sale, each with a picture that is really there', async () => {
    expect(await list('/categories')).toHaveLength(6);
    expect(await list('/brands')).toHaveLength(3);
    const products = await list<Product>('/products?pagination[pageSize]=100');
    expect(products.length).toBeGreaterThanOrEqual(24);
    for (const { cover, minPrice } of products) {
      expect(minPrice).toBeGreaterThan(0);
      const picture = await get(cover);
      expect([cover, picture.status, picture.headers['content-type']]).toEqual([cover, 200, 'image/svg+xml']);
    }
  });

  it('has the special products that clients test against', async () => {
    const pages = await productPages();
    expect(pages.filter(({ skus }) => skus.length >= 4).length).toBeGreaterThanOrEqual(3);
    expect(pages.flatMap(({ skus }) => skus).filter(({ available }) => available === 1)).toHaveLength(1);
    expect(pages.filter(({ skus }) => skus.every(({ available }) => available === 0))).toHaveLength(1);
    expect(pages.filter(({ inStock }) => !inStock)).toHaveLength(1);
    expect(pages.filter(({ memberLevel }) => memberLevel?.name === '金卡')).toHaveLength(1);
    expect(pages.filter(({ kind }) => kind === 'virtual')).toHaveLength(1);
    expect(pages.map(({ name }) => name).join()).not.toContain('羽绒服');
  });

  it('has merchants, levels, rules, pickup points and a filled start page', async () => {
    expect((await list<{ name: string }>('/merchants')).map(({ name }) => name)).toEqual([
      '街角咖啡馆',
      '老街面馆',
      '邻里生鲜店',
    ]);
    const levels = await list('/member-levels');
    expect(levels).toMatchObject([
      { name: '普通', growthThreshold: 0 },
      { name: '银卡', growthThreshold: 500, birthdayGift: true },
      { name: '金卡', growthThreshold: 2000, discountPercent: 5, pointsMultiplierBps: 15_000, consultation: true },
      { name: '黑卡', growthThreshold: 10_000, discountPercent: 10, pointsMultiplierBps: 20_000 },
    ]);
    expect(await list('/points-rules?sort=scene')).toMatchObject([
      { scene: 'birthday', fixedPoints: 100 },
      { scene: 'check_in', fixedPoints: 5, streakDays: 7, streakBonus: 20 },
      { scene: 'invite', fixedPoints: 200 },
      { scene: 'payment', pointsPerHundredYuan: 100, maxPoints: 500, dailyLimitPerUser: 1000, validDays: 365 },
      { scene: 'register', fixedPoints: 100 },
    ]);
    expect(await list('/pickup-points')).toHaveLength(3);
    expect(await list('/activities?filters[kind]=popup')).toHaveLength(2);
    const { body } = await get('/api/v1/home');
    expect(body.data.banners).toHaveLength(3);
    expect(body.data.notices).toHaveLength(1);
    for (const shelf of ['recommended', 'hot', 'new']) expect(body.data[shelf].length).toBeGreaterThanOrEqual(4);
  });

  it('has a points mall with three goods, a virtual one, one for points and money and one for points alone', async () => {
    const goods = await list<PointsGood>('/points/goods');
    expect(goods.map(({ kind, price }) => [kind, price > 0])).toEqual([
      ['virtual', false],
      ['physical', true],
      ['physical', false],
    ]);
    for (const { cover, points, stock } of goods) {
      expect(points).toBeGreaterThan(0);
      expect(stock).toBeGreaterThan(0);
      expect((await get(cover)).status).toBe(200);
    }
    // What registering brings is enough for something.
    expect(Math.min(...goods.map(({ points }) => points))).toBeLessThanOrEqual(100);
  });

  it('lets 100 points be a yuan, for up to half of an order, from the first point on', async () => {
    const { body } = await get('/api/v1/settings/public');
    expect((body as { data: object }).data).toMatchObject({
      redemption: { pointsPerYuan: 100, maxSharePercent: 50, minPoints: 0 },
    });
  });

  describe('accounts of the panel', () => {
    const signIn = async (email: string) => {
      const login = await request(demo.url).post('/admin/login').send({ email, password: DEMO_ADMIN.password });
      expect([email, login.status]).toEqual([email, 200]);
      const { token } = (login.body as { data: { token: string } }).data;
      return (method: 'get' | 'post', path: string) =>
        request(demo.url)[method](path).set('Authorization', `Bearer ${token}`);
    };
    const ofRole = (role: string) => signIn(`${role}@mallard.local`);
    const documents = (uid: string) => `/content-manager/collection-types/${uid}`;
    const statuses = async (role: string, uids: string[]) => {
      const call = await ofRole(role);
      const answers = await Promise.all(uids.map(async (uid) => [uid, (await call('get', documents(uid))).status]));
      return Object.fromEntries(answers) as Record<string, number>;
    };

    it.each([
      ['operations', { 'api::catalog.product': 200, 'api::payment.payment': 200 }],
      ['finance', { 'api::payment.reconciliation': 200, 'api::catalog.product': 403 }],
      ['service', { 'api::order.after-sale': 200, 'api::payment.reconciliation': 403 }],
      ['warehouse', { 'api::order.order': 200, 'api::payment.payment': 403, 'plugin::users-permissions.user': 403 }],
      [
        'merchant',
        { 'api::order.order': 200, 'api::points.points-record': 403, 'plugin::users-permissions.user': 403 },
      ],
      ['auditor', { 'api::operations.audit-log': 200, 'api::payment.payment': 200 }],
    ])('%s reads what the role is for', async (role, expected) => {
      expect(await statuses(role, Object.keys(expected))).toEqual(expected);
    });

    it('keeps sealed values from every role', async () => {
      const call = await ofRole('auditor');
      const { body } = await call('get', documents('plugin::users-permissions.user'));
      const [member] = (body as { results: Record<string, unknown>[] }).results;
      expect(member).toMatchObject({ nickname: expect.any(String) as string });
      const names = Object.keys(member ?? {});
      expect(names.filter((name) => /Cipher|Hash|password|openid/i.test(name))).toEqual([]);
    });

    it('lets the auditor change nothing and warehouse staff decide nothing about merchants', async () => {
      const brand = (await ofRole('auditor'))('post', documents('api::catalog.brand')).send({ name: '不该有' });
      expect((await brand).status).toBe(403);
      const decision = (await ofRole('warehouse'))('post', '/shop/merchants/any/approve').send({});
      expect((await decision).status).toBe(403);
    });

    it('shows the account of a merchant this merchant only', async () => {
      const call = await ofRole('merchant');
      const read = async (uid: string) =>
        ((await call('get', documents(uid))).body as { results: { name: string }[] }).results;
      expect(await read('api::merchant.merchant')).toMatchObject([{ name: '街角咖啡馆' }]);
      expect(await read('api::merchant.payment-code')).toHaveLength(2);
    });

    it('makes who applied for the waiting merchant its owner by approving', async () => {
      const call = await ofRole('operations');
      const waiting = `${documents('api::merchant.merchant')}?filters[state]=pending`;
      const { results } = (await call('get', waiting)).body as { results: { documentId: string; name: string }[] };
      expect(results).toMatchObject([{ name: '小巷书屋' }]);
      const approved = await call('post', `/shop/merchants/${results[0]?.documentId ?? ''}/approve`).send({});
      expect([approved.status, approved.body]).toEqual([200, { data: { status: 'active' } }]);
      const staff = `${documents('api::merchant.merchant-staff')}?filters[merchant][name]=小巷书屋&populate=user`;
      const owners = (await call('get', encodeURI(staff))).body as { results: object[] };
      expect(owners.results).toMatchObject([{ role: 'owner', user: { nickname: '书屋店主' } }]);
    });
  });

  it('adds nothing at the second start', async () => {
    const before = (await list<Product>('/products?pagination[pageSize]=100')).map(({ documentId }) => documentId);
    const stocks = (await list<PointsGood>('/points/goods')).map(({ stock }) => stock);
    await demo.stop();
    demo = await startDemo(folder);
    const after = (await list<Product>('/products?pagination[pageSize]=100')).map(({ documentId }) => documentId);
    expect(after).toEqual(before);
    expect((await list<PointsGood>('/points/goods')).map(({ stock }) => stock)).toEqual(stocks);
    expect(await list('/activities')).toHaveLength(6);
  }, 120_000);
});
