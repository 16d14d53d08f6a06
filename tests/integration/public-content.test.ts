import { api, application } from '../support/api';
import { makeProduct, setStock, statementsOf } from '../support/catalog';

const get = (path: string) => api().get(`/api/v1${path}`);
const documents = (uid: string) => application().strapi.documents(uid as 'api::catalog.brand');
const create = (uid: string, data: Record<string, unknown>) => documents(uid).create({ data: data as never });
const findIn = (body: { data: { documentId: string }[] }, documentId: string) =>
  body.data.find((item) => item.documentId === documentId) as Record<string, unknown> | undefined;

const pricesOf = (body: { data: { minPrice: number }[] }) => body.data.map(({ minPrice }) => minPrice);

/** Strings no public answer may ever hold. */
const SECRETS = [
  'SECRET-COST',
  '87654321',
  'SECRET-BARCODE',
  'SECRET-CONTACT',
  'SECRET-LICENCE',
  'SECRET-CIPHER',
  '7777',
];

async function makeSecretProduct() {
  const merchant = await create('api::merchant.merchant', {
    name: '保密商户',
    state: 'active',
    contactName: 'SECRET-CONTACT',
    // Named after the key of the tests, like every encrypted value.
    contactPhoneCipher: 'test.SECRET-CIPHER',
    licenseNumber: 'SECRET-LICENCE',
    commissionBps: 7777,
  });
  const product = await makeProduct([1000, 3000], { merchant: merchant.id });
  const sku = product.skus[0];
  await documents('api::catalog.sku').update({
    documentId: sku?.documentId ?? '',
    data: { cost: 87654321, barcode: 'SECRET-BARCODE' } as never,
  });
  return { ...product, merchant };
}

describe('public lists', () => {
  it('answer a product in the shape of the contract', async () => {
    const { documentId, skus } = await makeProduct([1200, 800], { isHot: true, subtitle: '好喝' });
    await setStock(skus[0]?.id ?? 0, 3);
    const { body, status } = await get(`/products?filters[documentId][$eq]=${documentId}`);
    expect(status).toBe(200);
    expect(body.meta.pagination).toEqual({ page: 1, pageSize: 25, pageCount: 1, total: 1 });
    expect(findIn(body, documentId)).toMatchObject({
      subtitle: '好喝',
      cover: null,
      minPrice: 800,
      maxPrice: 1200,
      marketPrice: null,
      sales: 0,
      flags: ['hot'],
      inStock: true,
      memberLevel: null,
    });
  });

  it('show only what is on sale, in its window, and of merchants that are open', async () => {
    const at = application().clock.now().getTime();
    const closed = await create('api::merchant.merchant', { name: '停业商户', state: 'suspended' });
    const hidden = [
      await makeProduct([1], { state: 'draft' }),
      await makeProduct([1], { state: 'off_sale' }),
      await makeProduct([1], { listAt: new Date(at + 60_000).toISOString() }),
      await makeProduct([1], { delistAt: new Date(at - 60_000).toISOString() }),
      await makeProduct([1], { merchant: closed.id }),
    ];
    const { body } = await get('/products?pagination[pageSize]=100&sort=createdAt:desc');
    for (const { documentId } of hidden) {
      expect(findIn(body, documentId)).toBeUndefined();
      expect((await get(`/products/${documentId}`)).status).toBe(404);
    }
    expect((await get(`/merchants/${closed.documentId}`)).status).toBe(404);
  });

  it('let a product appear when its listing time comes', async () => {
    const { clock } = application();
    const listAt = new Date(clock.now().getTime() + 3_600_000).toISOString();
    const { documentId } = await makeProduct([1], { listAt });
    expect((await get(`/products/${documentId}`)).status).toBe(404);
    clock.advance({ hours: 1, minutes: 1 });
    expect((await get(`/products/${documentId}`)).status).toBe(200);
    clock.reset();
  });

  it('hide switched-off categories and brands, also inside products', async () => {
    const on = await create('api::catalog.category', { name: '开着的分类' });
    const off = await create('api::catalog.category', { name: '关掉的分类', enabled: false });
    const child = await create('api::catalog.category', { name: '关掉的下级', parent: off.id });
    const { documentId } = await makeProduct([1], { categories: [on.id, off.id] });
    const list = await get('/categories?pagination[pageSize]=100');
    expect(findIn(list.body, on.documentId)).toBeDefined();
    expect(findIn(list.body, off.documentId)).toBeUndefined();
    expect(findIn(list.body, child.documentId)).toBeUndefined();
    const { body } = await get(`/products/${documentId}`);
    expect(body.data.categories).toEqual([expect.objectContaining({ documentId: on.documentId })]);
    const felt = await get(`/products?filters[categories][name][$eq]=${encodeURIComponent('关掉的分类')}`);
    expect(felt.body.data).toEqual([]);
  });

  it('understand filters, sort, fields, populate and pages', async () => {
    const brand = await create('api::catalog.brand', { name: '绿头鸭' });
    const made = [];
    for (const price of [300, 100, 200]) made.push(await makeProduct([price], { brand: brand.id }));
    const query = `filters[brand][documentId]=${brand.documentId}&sort=minPrice:desc&fields=name,minPrice&populate[brand][fields]=name`;
    const first = await get(`/products?${query}&pagination[pageSize]=2`);
    expect(pricesOf(first.body)).toEqual([300, 200]);
    expect(Object.keys(first.body.data[0]).sort()).toEqual(['brand', 'documentId', 'memberLevel', 'minPrice', 'name']);
    expect(first.body.data[0].brand).toEqual({ documentId: brand.documentId, name: '绿头鸭' });
    expect(first.body.meta.pagination).toEqual({ page: 1, pageSize: 2, pageCount: 2, total: 3 });
    const second = await get(`/products?${query}&pagination[pageSize]=2&pagination[page]=2`);
    expect(pricesOf(second.body)).toEqual([100]);
    const between = await get(
      `/products?filters[brand][name]=${encodeURIComponent('绿头鸭')}&filters[minPrice][$between][0]=150&filters[minPrice][$between][1]=250`,
    );
    expect(between.body.data).toHaveLength(1);
    const either = await get(
      `/products?filters[brand][documentId]=${brand.documentId}&filters[$or][0][minPrice]=100&filters[$or][1][minPrice]=300`,
    );
    expect(either.body.data).toHaveLength(2);
    const not = await get(`/products?filters[$not][minPrice][$gt]=100&filters[brand][documentId]=${brand.documentId}`);
    expect(not.body.data).toHaveLength(1);
  });

  it.each([
    ['$nei', 'GREEN tea', ['Black Tea', 'White_Tea']],
    ['$notContains', 'Black', ['green tea', 'White_Tea']],
    ['$notContainsi', 'TEA', []],
    ['$notContainsi', '_', ['Black Tea', 'green tea']],
    ['$startsWithi', 'bLACK', ['Black Tea']],
    ['$endsWithi', ' TEA', ['Black Tea', 'green tea']],
    ['$endsWithi', '%', []],
  ])('compare texts with %s %s', async (operator, text, expected) => {
    const brand = await create('api::catalog.brand', { name: `比较 ${operator} ${text}` });
    for (const name of ['Black Tea', 'green tea', 'White_Tea']) await makeProduct([100], { name, brand: brand.id });
    const filters = `filters[brand][documentId]=${brand.documentId}&filters[name][${operator}]=${encodeURIComponent(text)}`;
    const { body } = await get(`/products?${filters}&sort=createdAt`);
    expect((body.data as { name: string }[]).map(({ name }) => name)).toEqual(
      ['Black Tea', 'green tea', 'White_Tea'].filter((name) => (expected as string[]).includes(name)),
    );
  });

  it('can be read by rows as well as by pages', async () => {
    const brand = await create('api::catalog.brand', { name: '逐行' });
    for (const price of [1, 2, 3, 4]) await makeProduct([price], { brand: brand.id });
    const path = `/products?filters[brand][documentId]=${brand.documentId}&sort=minPrice`;
    const rows = await get(`${path}&pagination[start]=1&pagination[limit]=2`);
    expect(pricesOf(rows.body)).toEqual([2, 3]);
    expect(rows.body.meta.pagination).toMatchObject({ start: 1, limit: 2, total: 4 });
    expect(pricesOf((await get(`${path}&pagination[start]=0`)).body)).toEqual([1, 2, 3, 4]);
    expect(pricesOf((await get(`${path}&pagination[limit]=1`)).body)).toEqual([1]);
    for (const withCount of ['true', 'false']) {
      const { body } = await get(`${path}&pagination[pageSize]=3&pagination[withCount]=${withCount}`);
      expect(pricesOf(body)).toEqual([1, 2, 3]);
      expect(body.meta.pagination).toEqual({ page: 1, pageSize: 3, pageCount: 2, total: 4 });
    }
  });

  it('give at most 100 items, whatever page size is asked for', async () => {
    for (const key of ['pageSize', 'limit']) {
      const { body } = await get(`/products?pagination[${key}]=5000`);
      expect(body.meta.pagination.pageSize).toBe(100);
    }
  });

  // Incident 32.
  it('cost the same few statements for one row and for many, with everything populated', async () => {
    const brand = await create('api::catalog.brand', { name: '大品牌' });
    for (let count = 0; count < 8; count += 1) await makeProduct([100, 200], { brand: brand.id });
    const path = `/products?populate=*&filters[brand][documentId]=${brand.documentId}`;
    const one = await statementsOf(async () => (await get(`${path}&pagination[pageSize]=1`)).status);
    const many = await statementsOf(async () => (await get(`${path}&pagination[pageSize]=100`)).status);
    expect(many.length).toBe(one.length);
    expect(many.length).toBeLessThanOrEqual(12);
    const plain = await statementsOf(async () => (await get('/products?pagination[pageSize]=99')).status);
    expect(plain.length).toBeLessThanOrEqual(5);
  });
});

describe('a product page', () => {
  it('shows enabled SKUs with stock, delivery modes and places for promotions and reviews', async () => {
    const { documentId, skus } = await makeProduct([1000, 2000, 3000], {
      deliversCommunity: true,
      description: '很好',
    });
    await setStock(skus[0]?.id ?? 0, 4);
    await documents('api::catalog.sku').update({
      documentId: skus[2]?.documentId ?? '',
      data: { enabled: false } as never,
    });
    const { body } = await get(`/products/${documentId}`);
    expect(body.data).toMatchObject({
      documentId,
      minPrice: 1000,
      maxPrice: 2000,
      description: '很好',
      gallery: [],
      deliveryModes: ['express', 'community', 'pickup'],
      groupBuy: null,
      flashSale: null,
      reviewsSummary: { count: 0, averageRating: null },
    });
    expect(body.data.skus).toEqual([
      {
        documentId: skus[0]?.documentId,
        code: skus[0]?.code,
        specs: { 规格: '第 1 款' },
        price: 1000,
        marketPrice: null,
        image: null,
        available: 4,
      },
      expect.objectContaining({ price: 2000, available: 0 }),
    ]);
  });

  it('answers 404 for ids that do not exist or cannot exist', async () => {
    for (const id of ['nothing', 'a'.repeat(64), '%27', '..%2f', '%E0%A4%A', '-1']) {
      expect((await get(`/products/${id}`)).status).toBe(404);
    }
  });
});

describe('internal fields', () => {
  it('are never answered, whatever the client populates', async () => {
    const { documentId, merchant } = await makeSecretProduct();
    const paths = [
      `/products?populate=*&pagination[pageSize]=100`,
      `/products/${documentId}`,
      `/products/${documentId}?populate=*`,
      `/products?populate[skus]=true&populate[merchant]=true&filters[documentId]=${documentId}`,
      `/products?populate=skus,merchant&filters[documentId]=${documentId}`,
      `/products/search?merchant=${merchant.documentId}`,
      '/merchants?populate=*&pagination[pageSize]=100',
      `/merchants/${merchant.documentId}`,
      '/home',
    ];
    for (const path of paths) {
      const { status, text } = await get(path);
      expect([path, status]).toEqual([path, 200]);
      for (const secret of SECRETS) expect(text).not.toContain(secret);
    }
  });

  it.each([
    'fields=cost',
    'fields[0]=searchText',
    'populate[skus][fields]=cost',
    'populate[skus][fields][0]=barcode',
    'populate[skus][populate]=product',
    'populate=merchant.licenseImage',
    'populate[merchant][fields]=commissionBps',
    'populate[merchant][populate]=*&populate[merchant][filters][contactName]=x',
    'populate=createdBy',
    'populate[localizations]=*',
    'populate=inventory',
    'populate[skus][limit]=1',
    'filters[skus][cost][$gt]=1',
    'filters[skus][barcode][$startsWith]=S',
    'filters[merchant][contactPhoneCipher][$notNull]=true',
    'filters[merchant][commissionBps]=7777',
    'filters[merchant][state]=active',
    'filters[state]=off_sale',
    'filters[id]=1',
    'filters[createdBy][email][$contains]=a',
    'filters[$and][0][$or][0][searchText][$contains]=a',
    'filters[$not][skus][cost]=1',
    'sort=searchText',
    'sort=skus.cost:asc',
    'sort[merchant][commissionBps]=asc',
    'sort[0]=state:asc',
    'sort=description',
    '_q=secret',
    'status=draft',
    'publicationState=preview',
    'locale=en',
  ])('cannot be asked for with %s', async (query) => {
    const { status, body, text } = await get(`/products?${query}`);
    expect(status).toBe(400);
    expect(body.error.name).toBe('ValidationError');
    for (const secret of SECRETS) expect(text).not.toContain(secret);
  });
});

describe('malformed queries', () => {
  const deep = (key: string) => `filters${`[${key}][0]`.repeat(30)}[name]=x`;
  it.each([
    'filters=x',
    'filters[0]=x',
    'filters[name][$regex]=x',
    'filters[name][$eq][$eq]=x',
    'filters[name][$eq][0]=x',
    'filters[minPrice]=abc',
    'filters[minPrice][$gt]=99999999999999999999',
    'filters[minPrice][$gt]=1e5',
    'filters[minPrice][$between]=1',
    'filters[createdAt][$gt]=yesterday',
    'filters[createdAt][$gt]=2026-99-99',
    'filters[isHot]=maybe',
    'filters[kind]=weapon',
    'filters[name]=%00',
    'filters[name][$contains]=%00',
    'filters[documentId]=%00',
    'filters[$and]=x',
    'filters[$or][0]=x',
    'filters[$not]=x',
    'filters[categories][$and][0]=x',
    deep('$and'),
    deep('$or'),
    'sort=name:sideways',
    'sort[name][x]=asc',
    'sort=name&sort=name&sort=name&sort=name&sort=name&sort=name',
    'fields[name]=x',
    'fields[0][0]=name',
    'populate[brand][fields][a]=name',
    'populate[brand]=maybe',
    'populate[categories][populate][children]=true',
    'populate=brand.products.skus',
    'populate[cover][populate]=related',
    'populate[cover][fields]=provider_metadata',
    'pagination=1',
    'pagination[page]=0',
    'pagination[page]=-1',
    'pagination[page]=1.5',
    'pagination[page]=99999999999',
    'pagination[pageSize]=0',
    'pagination[pageSize]=x',
    'pagination[limit]=-1',
    'pagination[limit]=0',
    'pagination[start]=-1',
    'pagination[start]=99999999',
    'pagination[start]=0&pagination[page]=1',
    'pagination[withCount]=maybe',
    'pagination[offset]=1',
    'filters[minPrice][$nei]=1',
    'filters[isHot][$notContains]=t',
    'filters[name][$notContains][0]=x',
    'filters[name][$startsWithi]=%00',
    'hasOwnProperty=1&x=1',
    'nothing=1',
  ])('are refused, not failed: %s', async (query) => {
    const { status, body } = await get(`/products?${query}`);
    expect([status, body.error?.name]).toEqual([400, 'ValidationError']);
  });

  it.each([
    'filters[__proto__][x]=1',
    'filters[constructor][prototype]=1',
    'filters[toString]=1',
    'populate[__proto__]=1',
    'populate=constructor',
    'populate=__proto__',
    'fields=__proto__',
    'sort=__proto__',
    'sort=constructor:asc',
    '__proto__[x]=1',
    'filters[name]=%E0%A4%A',
    'filters[name][][][]=x',
    'filters',
    'sort',
    'filters[name][$in]',
    'filters[name][$in][500]=x',
    Array.from({ length: 300 }, (_, index) => `filters[name][$in][${index}]=x`).join('&'),
    'populate=',
    'sort=',
    'filters=',
  ])('never become a server error: %s', async (query) => {
    const { status } = await get(`/products?${query}`);
    expect([200, 400]).toContain(status);
  });

  it('never become a server error on any other public list either', async () => {
    const lists = ['categories', 'brands', 'merchants', 'activities', 'pickup-points', 'points-rules', 'member-levels'];
    for (const list of lists) {
      expect((await get(`/${list}`)).status).toBe(200);
      expect((await get(`/${list}?populate=*`)).status).toBe(200);
      expect((await get(`/${list}?filters[secret]=1`)).status).toBe(400);
      expect((await get(`/${list}?sort=updatedBy`)).status).toBe(400);
      expect((await get(`/${list}?populate=createdBy`)).status).toBe(400);
    }
  });

  it('cannot write: other methods do not exist', async () => {
    for (const method of ['post', 'put', 'delete'] as const) {
      expect([404, 405]).toContain((await api()[method]('/api/v1/products').send({})).status);
    }
  });
});

describe('cached answers', () => {
  it('carry an ETag that does not change with time, and are confirmed with 304', async () => {
    const { documentId } = await makeProduct([500]);
    const first = await get(`/products/${documentId}`);
    expect(first.headers.etag).toMatch(/^"/);
    const again = await get(`/products/${documentId}`).set('If-None-Match', first.headers.etag ?? '');
    expect(again.status).toBe(304);
    expect(again.text).toBe('');
    application().clock.advance({ minutes: 5 });
    const later = await get(`/products/${documentId}`);
    expect(later.headers.etag).toBe(first.headers.etag);
    application().clock.reset();
  });

  it('are answered without touching the database', async () => {
    await get('/brands?sort=name');
    expect(await statementsOf(() => get('/brands?sort=name'))).toEqual([]);
  });

  it('change as soon as content is written', async () => {
    const { documentId, skus } = await makeProduct([500]);
    expect((await get(`/products/${documentId}`)).body.data.minPrice).toBe(500);
    await documents('api::catalog.sku').update({
      documentId: skus[0]?.documentId ?? '',
      data: { price: 450 } as never,
    });
    expect((await get(`/products/${documentId}`)).body.data).toMatchObject({ minPrice: 450, skus: [{ price: 450 }] });
    await documents('api::catalog.product').update({ documentId, data: { state: 'off_sale' } as never });
    expect((await get(`/products/${documentId}`)).status).toBe(404);
  });

  it('show new stock as soon as it has changed', async () => {
    const { documentId, skus } = await makeProduct([500]);
    const skuId = skus[0]?.id ?? 0;
    const list = `/products?filters[documentId]=${documentId}`;
    expect((await get(list)).body.data[0].inStock).toBe(false);
    expect((await get(`/products/${documentId}`)).body.data.skus[0].available).toBe(0);
    await setStock(skuId, 2);
    expect((await get(list)).body.data[0].inStock).toBe(true);
    expect((await get(`/products/${documentId}`)).body.data.skus[0].available).toBe(2);
  });

  it('are not given to a caller with a bad bearer', async () => {
    await get('/brands');
    expect((await get('/brands').set('Authorization', 'Bearer nonsense')).status).toBe(401);
  });
});
