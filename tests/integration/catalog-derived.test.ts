import { application } from '../support/api';
import { makeProduct, setStock, stockOf } from '../support/catalog';
import { givePointsRule } from '../support/points';

const documents = (uid: string) => application().strapi.documents(uid as 'api::catalog.product');
const table = (name: string) => application().strapi.db.connection(name);

const productRow = async (id: number) => {
  const row: unknown = await table('products').where({ id }).first();
  return row as {
    min_price: number;
    max_price: number;
    market_price: number | null;
    search_text: string;
    sales: number;
  };
};

const updateSku = (documentId: string, data: Record<string, unknown>) =>
  documents('api::catalog.sku').update({ documentId, data: data as never });

describe('what the system derives from products and SKUs', () => {
  it('follows prices that change, SKUs that are switched off, move and go', async () => {
    const [first, second] = [await makeProduct([300, 500, 700]), await makeProduct([900])];
    const [low, middle, high] = first.skus.map(({ documentId }) => documentId);
    expect(await productRow(first.id)).toMatchObject({ min_price: 300, max_price: 700 });
    await updateSku(middle ?? '', { price: 200, marketPrice: 250 });
    expect(await productRow(first.id)).toMatchObject({ min_price: 200, max_price: 700, market_price: 250 });
    await updateSku(middle ?? '', { enabled: false });
    expect(await productRow(first.id)).toMatchObject({ min_price: 300, max_price: 700, market_price: null });
    await updateSku(high ?? '', { product: second.id });
    expect(await productRow(first.id)).toMatchObject({ min_price: 300, max_price: 300 });
    expect(await productRow(second.id)).toMatchObject({ min_price: 700, max_price: 900 });
    await documents('api::catalog.sku').delete({ documentId: low ?? '' });
    expect(await productRow(first.id)).toMatchObject({ min_price: 0, max_price: 0 });
  });

  it('follows a product form that takes SKUs from another product', async () => {
    const [from, to] = [await makeProduct([100, 400]), await makeProduct([900])];
    await documents('api::catalog.product').update({
      documentId: to.documentId,
      data: { skus: { connect: [from.skus[0]?.documentId] } } as never,
    });
    expect(await productRow(from.id)).toMatchObject({ min_price: 400, max_price: 400 });
    expect(await productRow(to.id)).toMatchObject({ min_price: 100, max_price: 900 });
  });

  it('cannot be written by a form', async () => {
    const { id, documentId } = await makeProduct([300]);
    await documents('api::catalog.product').update({
      documentId,
      data: { name: '新名字', tags: '限时', minPrice: 1, maxPrice: 2, sales: 99, searchText: 'x' } as never,
    });
    expect(await productRow(id)).toMatchObject({
      min_price: 300,
      max_price: 300,
      sales: 0,
      search_text: '新名字  限时',
    });
  });

  it('includes an inventory of nothing for each new SKU', async () => {
    const { skus } = await makeProduct([100]);
    expect(await stockOf(skus[0]?.id ?? 0)).toEqual({ available: 0, reserved: 0, sold: 0 });
  });
});

describe('deleting', () => {
  it('takes an unused product along with its SKUs and their inventories', async () => {
    const { documentId, skus } = await makeProduct([100, 200]);
    await documents('api::catalog.product').delete({ documentId });
    const ids = skus.map(({ id }) => id);
    expect(await table('skus').whereIn('id', ids)).toEqual([]);
    expect(await table('inventories').whereIn('sku_id', ids)).toEqual([]);
  });

  it('is refused for products and SKUs whose stock was ever moved, with a sentence that says what to do', async () => {
    const { documentId, skus } = await makeProduct([100]);
    const sku = skus[0];
    await setStock(sku?.id ?? 0, 0);
    const inventory: unknown = await table('inventories')
      .where('sku_id', sku?.id ?? 0)
      .first('document_id');
    await (
      application().strapi.service('api::catalog.adjust-stock') as unknown as {
        adjustStock(input: unknown): Promise<unknown>;
      }
    ).adjustStock({
      inventoryDocumentId: (inventory as { document_id: string }).document_id,
      delta: 1,
      reason: '入库',
      operator: 'test',
    });
    await expect(documents('api::catalog.product').delete({ documentId })).rejects.toMatchObject({
      name: 'BusinessError',
      userMessage: { zh: expect.stringContaining('下架') as string },
    });
    await expect(documents('api::catalog.sku').delete({ documentId: sku?.documentId ?? '' })).rejects.toMatchObject({
      userMessage: { zh: expect.stringContaining('停用') as string },
    });
    expect(await table('products').where({ document_id: documentId })).toHaveLength(1);
  });

  it('is refused for merchants that have products', async () => {
    const merchant = await documents('api::merchant.merchant').create({
      data: { name: '有商品的商户', state: 'active' } as never,
    });
    await makeProduct([100], { merchant: merchant.id });
    const attempt = documents('api::merchant.merchant').delete({ documentId: merchant.documentId });
    await expect(attempt).rejects.toMatchObject({ name: 'BusinessError' });
  });

  it('is refused for products that a points rule is limited to, which would count for all without them', async () => {
    const { documentId, id } = await makeProduct([100]);
    await givePointsRule({ scene: 'manual', enabled: false, products: [id] });
    await expect(documents('api::catalog.product').delete({ documentId })).rejects.toMatchObject({
      name: 'BusinessError',
      userMessage: { zh: expect.stringContaining('积分规则') as string },
    });
  });

  it('is refused for levels that products are kept for, which anybody could buy without them', async () => {
    const levels = documents('api::member.member-level');
    const level = await levels.create({ data: { name: '限购卡', growthThreshold: 1_700_000_000 } as never });
    const product = await makeProduct([100], { memberLevel: level.id });
    await expect(levels.delete({ documentId: level.documentId })).rejects.toMatchObject({ name: 'BusinessError' });
    await documents('api::catalog.product').delete({ documentId: product.documentId });
    await levels.delete({ documentId: level.documentId });
    expect(await table('member_levels').where({ document_id: level.documentId })).toEqual([]);
  });
});
