import { application } from '../support/api';
import { makeProduct, setStock } from '../support/catalog';
import { as, database, signIn } from '../support/members';
import { makeSku } from '../support/shopping';
import { inParallel } from '../support/storm';

describe('the cart', () => {
  it('keeps one line a SKU, however often and at once it is put', async () => {
    const member = await signIn();
    const sku = await makeSku();
    const answers = await inParallel(Array.from({ length: 10 }), (_, turn) =>
      as(member)
        .put('/cart/items')
        .send({ skuId: sku.documentId, quantity: turn + 1 }),
    );
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    expect(await database()('cart_items').where({ user_id: member.id })).toHaveLength(1);
  });

  it('shows today’s price and marks what can no longer be bought, without dropping it', async () => {
    const member = await signIn();
    const { skus, documentId } = await makeProduct([1_000]);
    const sku = skus[0];
    await setStock(sku?.id ?? 0, 5);
    await as(member).put('/cart/items').send({ skuId: sku?.documentId, quantity: 2 });
    await application()
      .strapi.documents('api::catalog.sku')
      .update({ documentId: sku?.documentId ?? '', data: { price: 1_200 } as never });
    const dearer = await as(member).get('/cart');
    expect(JSON.stringify(dearer.body.data)).toContain('1200');
    await application()
      .strapi.documents('api::catalog.product')
      .update({ documentId, data: { state: 'off_sale' } as never });
    const gone = await as(member).get('/cart');
    expect(gone.status).toBe(200);
    expect(JSON.stringify(gone.body.data)).toContain(sku?.documentId);
  });

  it('belongs to its user alone', async () => {
    const [member, stranger] = [await signIn(), await signIn()];
    const sku = await makeSku();
    await as(member).put('/cart/items').send({ skuId: sku.documentId, quantity: 1 });
    expect(JSON.stringify((await as(stranger).get('/cart')).body.data)).not.toContain(sku.documentId);
    await as(stranger).delete(`/cart/items/${sku.documentId}`);
    expect(await database()('cart_items').where({ user_id: member.id })).toHaveLength(1);
    expect((await as(member).delete(`/cart/items/${sku.documentId}`)).status).toBe(200);
    expect(await database()('cart_items').where({ user_id: member.id })).toEqual([]);
  });

  it.each([0, -1, 1.5, 100_001, '2', null])('refuses the quantity %j', async (quantity) => {
    const member = await signIn();
    const sku = await makeSku();
    const answer = await as(member).put('/cart/items').send({ skuId: sku.documentId, quantity });
    expect(answer.status).toBe(400);
  });

  it('takes no SKU that does not exist', async () => {
    const answer = await as(await signIn())
      .put('/cart/items')
      .send({ skuId: 'a'.repeat(24), quantity: 1 });
    expect([404, 409]).toContain(answer.status);
  });
});
