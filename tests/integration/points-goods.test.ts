import { type AdminClient, signInToPanel } from '../support/admin-client';
import { api, application } from '../support/api';
import { stockOf } from '../support/catalog';
import { database, signIn } from '../support/members';
import { changeGood, givePoints, makeGood, redeemed, restock } from '../support/mall';

interface ShownGood {
  documentId: string;
  stock: number;
}

const list = async (query = ''): Promise<ShownGood[]> =>
  (
    (await api().get(`/api/v1/points/goods?pagination[pageSize]=100&${query}`).expect(200)).body as {
      data: ShownGood[];
    }
  ).data;
const shown = async (documentId: string) => (await list()).find((good) => good.documentId === documentId);
const detailStatus = async (documentId: string) => (await api().get(`/api/v1/points/goods/${documentId}`)).status;
const inMinutes = (minutes: number) => new Date(application().clock.now().getTime() + minutes * 60_000).toISOString();

afterAll(() => application().clock.reset());

describe('GET /points/goods', () => {
  it('shows strangers what is on offer: what it costs, what is left, and how it comes', async () => {
    const good = await makeGood({ name: '保温杯', points: 800, price: 990, perUserLimit: 2, kind: 'physical' }, 7);
    expect(await shown(good.documentId)).toEqual({
      documentId: good.documentId,
      name: '保温杯',
      subtitle: null,
      cover: null,
      points: 800,
      price: 990,
      stock: 7,
      perUserLimit: 2,
      kind: 'physical',
      sort: 0,
      listAt: null,
      delistAt: null,
      deliveryModes: ['express', 'pickup'],
    });
  });

  it('leaves out drafts, what was taken off sale and what is outside its window, in lists and by its id', async () => {
    const hidden = [
      await makeGood({ state: 'draft' }),
      await makeGood({ state: 'off_sale' }),
      await makeGood({ listAt: inMinutes(5) }),
      await makeGood({ delistAt: inMinutes(-5) }),
    ];
    const ids = (await list()).map(({ documentId }) => documentId);
    for (const { documentId } of hidden) {
      expect(ids).not.toContain(documentId);
      expect(await detailStatus(documentId)).toBe(404);
    }
  });

  it('shows a good when its window opens and hides it when it closes', async () => {
    const { documentId } = await makeGood({ listAt: inMinutes(5), delistAt: inMinutes(10) });
    expect(await shown(documentId)).toBeUndefined();
    application().clock.advance({ minutes: 6 });
    expect(await shown(documentId)).toBeDefined();
    application().clock.advance({ minutes: 6 });
    expect(await shown(documentId)).toBeUndefined();
    application().clock.reset();
  });

  it('shows the stock of the moment after each redemption and each delivery', async () => {
    const member = await signIn();
    const good = await makeGood({}, 3);
    await givePoints([member], 100);
    expect(await shown(good.documentId)).toMatchObject({ stock: 3 });
    await redeemed(member, good);
    expect(await shown(good.documentId)).toMatchObject({ stock: 2 });
    await restock(good.documentId, 5);
    expect(await shown(good.documentId)).toMatchObject({ stock: 7 });
  });

  it('can be filtered, sorted and paged, but not by what is internal', async () => {
    const cheap = await makeGood({ points: 7_001 });
    const dear = await makeGood({ points: 7_002 });
    const found = await list('filters[points][$gt]=7000&sort=points:desc');
    expect(found.map(({ documentId }) => documentId)).toEqual([dear.documentId, cheap.documentId]);
    for (const query of ['filters[sku][code][$contains]=JF', 'populate=inventory', 'fields=state', 'sort=sku.cost'])
      await api().get(`/api/v1/points/goods?${query}`).expect(400);
  });

  it('tells on its own page what a good is about', async () => {
    const { documentId } = await makeGood({ description: '## 好用的杯子' });
    const { body } = await api().get(`/api/v1/points/goods/${documentId}`).expect(200);
    expect(body.data).toMatchObject({ documentId, description: '## 好用的杯子', gallery: [], stock: 10 });
  });
});

describe('a points good in the panel', () => {
  const LIST = '/content-manager/collection-types/api::points.points-good';
  let admin: AdminClient;
  beforeAll(async () => {
    admin = await signInToPanel();
  });
  const stockColumns = (documentId: string) =>
    database()('points_goods').where({ document_id: documentId }).first('sku_id', 'inventory_id') as Promise<{
      sku_id: number;
      inventory_id: number;
    }>;

  it('gets an empty stock of its own when it is created', async () => {
    const { body, status } = await admin.call('post', LIST, {
      name: '帆布袋',
      points: 300,
      price: 0,
      kind: 'physical',
    });
    expect(status).toBe(201);
    const { sku_id: skuId } = await stockColumns(body.data.documentId);
    expect(await stockOf(skuId)).toEqual({ available: 0, reserved: 0, sold: 0 });
  });

  it('shows its stock beside the offer, in the list and in the form', async () => {
    const good = await makeGood({ name: '看得见库存的好物' }, 37);
    const { body } = await admin.call('get', `${LIST}?filters[name][$eq]=${encodeURIComponent('看得见库存的好物')}`);
    expect(body.results).toMatchObject([{ documentId: good.documentId, inventory: { available: 37 } }]);
    const relation = `/content-manager/relations/api::points.points-good/${good.documentId}/inventory`;
    expect((await admin.call('get', relation)).body).toMatchObject({ results: [{ available: 37 }] });
  });

  it('keeps its stock whatever a form sends', async () => {
    const good = await makeGood({}, 4);
    const other = await makeGood({}, 9);
    const before = await stockColumns(good.documentId);
    const { inventory_id: foreign } = await stockColumns(other.documentId);
    const answer = await admin.call('put', `${LIST}/${good.documentId}`, {
      points: 120,
      inventory: { connect: [{ id: foreign }], disconnect: [{ id: before.inventory_id }] },
      sku: null,
    });
    expect(answer.status).toBe(200);
    expect(await stockColumns(good.documentId)).toEqual(before);
  });

  it('is copied with the offer but not with the stock', async () => {
    const good = await makeGood({ name: '可复制的好物', points: 450 }, 6);
    const answer = await admin.call('post', `${LIST}/auto-clone/${good.documentId}`, {});
    expect(answer.status).toBe(200);
    const [copy] = (await database()('points_goods')
      .where({ name: '可复制的好物' })
      .whereNot({ document_id: good.documentId })) as { points: number; sku_id: number }[];
    expect(copy?.points).toBe(450);
    expect(copy?.sku_id).not.toBe(good.skuId);
    expect(await stockOf(copy?.sku_id ?? 0)).toEqual({ available: 0, reserved: 0, sold: 0 });
  });

  it('changes its stock by the named action, which says who and why', async () => {
    const good = await makeGood({}, 0);
    const path = `/shop/points-goods/${good.documentId}/adjust-stock`;
    expect((await admin.call('post', path, { delta: 8, reason: '新到货' })).body).toEqual({ data: { available: 8 } });
    const refused = await admin.call('post', path, { delta: -9, reason: '盘点' });
    expect(refused.status).toBe(409);
    expect((await admin.call('post', path, { delta: 0, reason: '盘点' })).status).toBe(400);
    const nowhere = '/shop/points-goods/nosuchgood/adjust-stock';
    expect((await admin.call('post', nowhere, { delta: 1, reason: '盘点' })).status).toBe(404);
    expect(await stockOf(good.skuId)).toMatchObject({ available: 8 });
    const [movement] = (await database()('stock_movements').where({ sku_id: good.skuId })) as { note: string }[];
    expect(movement).toMatchObject({ reason: 'adjust', note: '新到货', operator: expect.stringContaining('staff-') });
  });

  it('moves its stock once when one deed is sent twice, and refuses another deed under the same key', async () => {
    const good = await makeGood({}, 0);
    const path = `/shop/points-goods/${good.documentId}/adjust-stock`;
    const deed = { delta: 8, reason: '新到货', key: `stock-${good.documentId}` };
    const answers = await Promise.all([1, 2, 3].map(() => admin.call('post', path, deed)));
    expect(answers.map(({ body }) => body as unknown)).toEqual(answers.map(() => ({ data: { available: 8 } })));
    expect((await admin.call('post', path, { ...deed, delta: 9 })).status).toBe(409);
    expect(await stockOf(good.skuId)).toMatchObject({ available: 8 });
    expect(await database()('stock_movements').where({ sku_id: good.skuId })).toHaveLength(1);
  });

  it('is refused with a price of no points or of less than no money', async () => {
    for (const cost of [{ points: 0 }, { points: -5 }, { points: 1.5 }, { points: 10, price: -1 }, {}]) {
      const answer = await admin.call('post', LIST, { name: '白送', price: 0, kind: 'virtual', ...cost });
      expect({ cost, status: answer.status }).toEqual({ cost, status: 400 });
    }
  });

  it('can be deleted as long as nothing happened to it, and its stock goes with it', async () => {
    const unused = await makeGood({}, 0);
    expect((await admin.call('delete', `${LIST}/${unused.documentId}`)).status).toBe(200);
    expect(await database()('skus').where({ id: unused.skuId })).toEqual([]);
    expect(await database()('inventories').where({ sku_id: unused.skuId })).toEqual([]);
    const used = await makeGood({}, 1);
    const refused = await admin.call('delete', `${LIST}/${used.documentId}`);
    expect(refused.status).toBe(400);
    expect(refused.body.error.message).toContain('请改为下架');
    await changeGood(used, { state: 'off_sale' });
  });

  it('cannot lose its SKU', async () => {
    const good = await makeGood({}, 0);
    const path = `/content-manager/collection-types/api::catalog.sku/${good.skuDocumentId}`;
    expect((await admin.call('delete', path)).status).toBe(400);
    expect(await stockOf(good.skuId)).toEqual({ available: 0, reserved: 0, sold: 0 });
  });
});
