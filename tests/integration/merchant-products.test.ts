import { signInToPanel } from '../support/admin-client';
import { api } from '../support/api';
import { type MadeSku, makeProduct, stockOf } from '../support/catalog';
import { expectBooksBalance } from '../support/facts';
import { atShop, hire, makeShopSku, openShop, type Shop } from '../support/fulfilment';
import { database } from '../support/members';

let shop: Shop;
let sku: MadeSku;

beforeEach(async () => {
  shop = await openShop();
  sku = await makeShopSku(shop, { stock: 10, price: 2_500 });
});

interface ShopProduct {
  documentId: string;
  status: string;
  skus: Record<string, unknown>[];
}

const productsOf = async (query = ''): Promise<ShopProduct[]> =>
  (await atShop(shop.owner, shop).get(`/merchant/products${query}`)).body.data;

const setStatus = (documentId: string, status: string) =>
  atShop(shop.owner, shop).put(`/merchant/products/${documentId}/status`).send({ status });

const adjust = (body: object, key?: string) => {
  const call = atShop(shop.owner, shop).post(`/merchant/inventory/${sku.documentId}/adjust`);
  return (key ? call.set('Idempotency-Key', key) : call).send(body);
};

describe('GET /merchant/products', () => {
  it('shows the merchant’s own, drafts too, with stock and without cost', async () => {
    const draft = await makeProduct([900], { merchant: shop.id, state: 'draft', name: '新茶 100%' });
    const products = await productsOf();
    expect(products).toHaveLength(2);
    expect(products[0]).toMatchObject({ documentId: draft.documentId, status: 'draft' });
    expect(products[1]).toMatchObject({
      status: 'on_sale',
      minPrice: 2_500,
      merchantId: shop.documentId,
      skus: [{ skuId: sku.documentId, price: 2_500, available: 10, reserved: 0, sold: 0, enabled: true }],
    });
    expect(JSON.stringify(products)).not.toContain('"cost"');
    expect(await productsOf('?status=draft')).toMatchObject([{ documentId: draft.documentId }]);
    expect(await productsOf(`?q=${encodeURIComponent('100%')}`)).toMatchObject([{ documentId: draft.documentId }]);
    expect(await productsOf('?q=%25_')).toEqual([]);
    const first = await atShop(shop.owner, shop).get('/merchant/products?limit=1');
    const { nextCursor } = first.body.meta as { nextCursor: string };
    expect(await productsOf(`?limit=1&cursor=${nextCursor}`)).toEqual([products[1]]);
  });
});

describe('PUT /merchant/products/:id/status', () => {
  it('takes a product off sale for customers at once, and puts it back', async () => {
    const [product] = await productsOf();
    const id = product?.documentId ?? '';
    const seen = () => api().get(`/api/v1/products/${id}`);
    expect((await seen()).status).toBe(200);
    expect((await setStatus(id, 'off_sale')).body.data).toMatchObject({ documentId: id, status: 'off_sale' });
    expect((await seen()).status).toBe(404);
    expect((await setStatus(id, 'off_sale')).status).toBe(200);
    expect((await setStatus(id, 'on_sale')).status).toBe(200);
    expect((await seen()).status).toBe(200);
    const audited: unknown[] = await database()('audit_logs').where({ action: 'product.set-status', subject_id: id });
    expect(audited).toHaveLength(2);
  });

  it('does not put back on sale what operations took off, until they let it go', async () => {
    const admin = await signInToPanel();
    const [product] = await productsOf();
    const id = product?.documentId ?? '';
    const save = (data: object) =>
      admin.call('put', `/content-manager/collection-types/api::catalog.product/${id}`, data);
    const seen = async () => (await api().get(`/api/v1/products/${id}`)).status;
    expect((await save({ heldByOperations: true })).status).toBe(200);
    expect(await seen()).toBe(404);
    expect((await setStatus(id, 'on_sale')).body).toMatchObject({
      code: 1000,
      message: '商品已被平台强制下架，请联系平台运营',
      error: { details: { reason: 'product_held' } },
    });
    expect((await setStatus(id, 'off_sale')).status).toBe(200);
    await save({ state: 'on_sale' });
    expect(await seen()).toBe(404);
    expect((await save({ heldByOperations: false })).status).toBe(200);
    expect((await setStatus(id, 'on_sale')).status).toBe(200);
    expect(await seen()).toBe(200);
  });

  it('leaves drafts to operations, and other words to nobody', async () => {
    const draft = await makeProduct([900], { merchant: shop.id, state: 'draft' });
    expect((await setStatus(draft.documentId, 'on_sale')).body).toMatchObject({
      code: 1000,
      error: { details: { reason: 'product_draft' } },
    });
    expect((await setStatus(draft.documentId, 'draft')).status).toBe(400);
    const [, product] = await productsOf();
    const cashier = await hire(shop, 'cashier');
    const answer = await atShop(cashier, shop)
      .put(`/merchant/products/${product?.documentId ?? ''}/status`)
      .send({ status: 'off_sale' });
    expect(answer.body.code).toBe(1801);
  });
});

describe('POST /merchant/inventory/:skuId/adjust', () => {
  it('moves stock by a difference, with a movement and an audit entry that name who and why', async () => {
    const answer = await adjust({ delta: -3, reason: '盘点差异' });
    expect(answer.body.data).toEqual({ skuId: sku.documentId, available: 7 });
    expect(await stockOf(sku.id)).toMatchObject({ available: 7 });
    const movement = await database()('stock_movements').where({ sku_id: sku.id }).orderBy('id', 'desc').first();
    expect(movement).toMatchObject({ available_change: -3, operator: shop.owner.documentId, note: '盘点差异' });
    const audit = await database()('audit_logs')
      .where({ action: 'inventory.adjust', actor: shop.owner.documentId })
      .first();
    expect(audit).toMatchObject({ actor_type: 'user' });
    await expectBooksBalance({ skus: [sku.id] });
  });

  it('says how many there are when it would take away more', async () => {
    const answer = await adjust({ delta: -11, reason: '报损' });
    const available = (await stockOf(sku.id)).available;
    expect(answer.body).toMatchObject({
      code: 1002,
      error: { details: { available, items: [{ skuId: sku.documentId, available }] } },
    });
  });

  it('sent many times at once with one key moves stock once; the answer is the first one’s', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => adjust({ delta: 5, reason: '到货' }, 'stock-1')));
    expect(answers.map(({ body }) => body.data.available)).toEqual(Array(6).fill(15));
    await adjust({ delta: -1, reason: '破损' });
    expect((await adjust({ delta: 5, reason: '到货' }, 'stock-1')).body.data.available).toBe(15);
    expect((await adjust({ delta: 6, reason: '到货' }, 'stock-1')).body.code).toBe(1005);
    expect(await stockOf(sku.id)).toMatchObject({ available: 14 });
    await expectBooksBalance({ skus: [sku.id] });
  });

  it('never takes more than there is, however many take at once', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => adjust({ delta: -3, reason: '报损' })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
    for (const answer of answers.filter(({ status }) => status !== 200)) expect(answer.body.code).toBe(1002);
    expect(await stockOf(sku.id)).toMatchObject({ available: 1 });
  });

  it.each([
    { delta: 0, reason: 'x' },
    { delta: 1.5, reason: 'x' },
    { delta: 1 },
    { delta: 2e9, reason: 'x' },
    { delta: 1, reason: ' ' },
  ])('is refused as %j', async (body) => {
    expect((await adjust(body)).status).toBe(400);
  });

  it('is for owners and managers, of SKUs that exist', async () => {
    const cashier = await hire(shop, 'cashier');
    const body = { delta: 1, reason: 'x' };
    const refused = await atShop(cashier, shop).post(`/merchant/inventory/${sku.documentId}/adjust`).send(body);
    expect(refused.body.code).toBe(1801);
    expect((await atShop(shop.owner, shop).post('/merchant/inventory/nobody/adjust').send(body)).status).toBe(404);
  });
});
