import { api, application } from '../support/api';
import { makeProduct, setStock, statementsOf } from '../support/catalog';

interface Found {
  documentId: string;
  name: string;
}

const documents = (uid: string) => application().strapi.documents(uid as 'api::catalog.brand');
const search = async (query: Record<string, string | number>) => {
  const { body, status } = await api().get('/api/v1/products/search').query(query);
  expect(status).toBe(200);
  return body as { data: Found[]; meta: { pagination: { total: number; pageCount: number; pageSize: number } } };
};
const namesOf = ({ data }: { data: Found[] }): string[] => data.map(({ name }) => name);

let brand = '';
let child = '';
let parent = '';

beforeAll(async () => {
  const made = await documents('api::catalog.brand').create({ data: { name: '搜索品牌' } as never });
  const root = await documents('api::catalog.category').create({ data: { name: '搜索大类' } as never });
  const twig = await documents('api::catalog.category').create({
    data: { name: '搜索小类', parent: root.id } as never,
  });
  [brand, parent, child] = [made.documentId, root.documentId, twig.documentId];
  const base = { brand: made.id };
  const tea = await makeProduct([3000, 5000], {
    ...base,
    name: '高山乌龙茶',
    subtitle: '清香型',
    categories: [twig.id],
  });
  await setStock(tea.skus[0]?.id ?? 0, 5);
  await makeProduct([1000], { ...base, name: '乌龙茶包', tags: 'Oolong 便携', sort: 1, isHot: true, isNew: true });
  await makeProduct([8000], { ...base, name: '100%苹果汁', subtitle: '不加_糖', sort: 2, isRecommended: true });
  await makeProduct([2000], { ...base, name: '下架乌龙', state: 'off_sale' });
});

describe('product search', () => {
  it('finds Chinese substrings in name, subtitle and tags', async () => {
    expect(namesOf(await search({ q: '乌龙', brand }))).toEqual(['高山乌龙茶', '乌龙茶包']);
    expect(namesOf(await search({ q: '清香', brand }))).toEqual(['高山乌龙茶']);
    expect(namesOf(await search({ q: 'oolong', brand }))).toEqual(['乌龙茶包']);
    expect(namesOf(await search({ q: '茶 便携', brand }))).toEqual(['乌龙茶包']);
    expect(namesOf(await search({ q: '没有这个', brand }))).toEqual([]);
  });

  it('takes percent, underscore and quotes as plain characters', async () => {
    expect(namesOf(await search({ q: '100%', brand }))).toEqual(['100%苹果汁']);
    expect(namesOf(await search({ q: '加_糖', brand }))).toEqual(['100%苹果汁']);
    for (const q of ['%', '_']) expect(namesOf(await search({ q, brand }))).toEqual(['100%苹果汁']);
    for (const q of ["'", '!', '\\', "' or 1=1 --"]) expect(namesOf(await search({ q, brand }))).toEqual([]);
  });

  it('filters by category with its branches, price, stock and brand', async () => {
    expect(namesOf(await search({ category: child }))).toEqual(['高山乌龙茶']);
    expect(namesOf(await search({ category: parent }))).toEqual(['高山乌龙茶']);
    expect(namesOf(await search({ brand, minPrice: 4000, maxPrice: 6000 }))).toEqual(['高山乌龙茶']);
    expect(namesOf(await search({ brand, maxPrice: 3000 }))).toEqual(['高山乌龙茶', '乌龙茶包']);
    expect(namesOf(await search({ brand, inStock: 'true' }))).toEqual(['高山乌龙茶']);
    expect(namesOf(await search({ brand, inStock: 'false' }))).toEqual(['乌龙茶包', '100%苹果汁']);
    expect(namesOf(await search({ merchant: 'nobody' }))).toEqual([]);
  });

  it('filters by flags, of which a product needs to have one', async () => {
    expect(namesOf(await search({ brand, flags: 'hot' }))).toEqual(['乌龙茶包']);
    expect(namesOf(await search({ brand, flags: 'new,hot' }))).toEqual(['乌龙茶包']);
    expect(namesOf(await search({ brand, flags: 'recommended,new' }))).toEqual(['乌龙茶包', '100%苹果汁']);
    expect(namesOf(await search({ brand, flags: 'recommended', q: '乌龙' }))).toEqual([]);
  });

  it('sorts by price, sales and age, and pages', async () => {
    for (const sort of ['price', 'price_asc'])
      expect(namesOf(await search({ brand, sort }))).toEqual(['乌龙茶包', '高山乌龙茶', '100%苹果汁']);
    expect(namesOf(await search({ brand, sort: 'price_desc' }))).toEqual(['100%苹果汁', '高山乌龙茶', '乌龙茶包']);
    expect(namesOf(await search({ brand, sort: 'newest' }))).toEqual(['100%苹果汁', '乌龙茶包', '高山乌龙茶']);
    expect((await search({ brand, sort: 'sales' })).data).toHaveLength(3);
    const second = await search({ brand, sort: 'price_asc', page: 2, pageSize: 2 });
    expect(namesOf(second)).toEqual(['100%苹果汁']);
    expect(second.meta.pagination).toMatchObject({ total: 3, pageCount: 2 });
  });

  it('gives at most 100 products, whatever page size is asked for', async () => {
    const { meta } = await search({ brand, pageSize: 500 });
    expect(meta.pagination).toMatchObject({ pageSize: 100, total: 3 });
  });

  it('answers products as lists do, with a bounded number of statements', async () => {
    const { data } = await search({ q: '高山', brand });
    expect(data[0]).toMatchObject({ minPrice: 3000, maxPrice: 5000, inStock: true, flags: [], memberLevel: null });
    const statements = await statementsOf(() => search({ brand, pageSize: 99 }));
    expect(statements.length).toBeLessThanOrEqual(6);
  });

  it.each([
    'sort=cost',
    'page=0',
    'pageSize=0',
    'flags=cheap',
    'flags=hot,',
    'flags=hot&flags=new',
    'minPrice=-1',
    'minPrice=x',
    'inStock=maybe',
    'brand=%27',
    'q=%00',
    'x=1',
    'q[a]=1',
  ])('refuses %s', async (query) => {
    expect((await api().get(`/api/v1/products/search?${query}`)).status).toBe(400);
  });
});
