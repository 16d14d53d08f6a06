import { application } from '../support/api';
import { makeProduct, setStock, statementsOf } from '../support/catalog';
import { as, database, signIn } from '../support/members';

const products = () => application().strapi.documents('api::catalog.product');
const UNKNOWN = 'a'.repeat(24);

describe('favourites', () => {
  it('are products as in lists, the newest first, page by page', async () => {
    const me = as(await signIn());
    const made = [await makeProduct([500]), await makeProduct([600, 800]), await makeProduct([700])];
    await setStock(made[1]?.skus[0]?.id ?? 0, 3);
    for (const { documentId } of made) {
      const answer = await me.put(`/me/favorites/${documentId}`);
      expect(answer.body).toMatchObject({ code: 200, data: { productId: documentId, isFavorite: true } });
    }
    const first = (await me.get('/me/favorites?limit=2')).body;
    expect(first.data).toMatchObject([
      { documentId: made[2]?.documentId, minPrice: 700, inStock: false, isValid: true },
      { documentId: made[1]?.documentId, minPrice: 600, maxPrice: 800, inStock: true, isValid: true },
    ]);
    expect(first.data[0]).toEqual({
      ...((await me.get(`/products?filters[documentId]=${made[2]?.documentId ?? ''}`)).body.data[0] as object),
      isValid: true,
      favoritedAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
    });
    const rest = (await me.get(`/me/favorites?limit=2&cursor=${first.meta.nextCursor as string}`)).body;
    expect(rest).toMatchObject({ data: [{ documentId: made[0]?.documentId }], meta: { nextCursor: null } });
  });

  it('can be set and removed any number of times', async () => {
    const member = await signIn();
    const me = as(member);
    const { documentId } = await makeProduct([500]);
    expect((await me.get(`/me/favorites/${documentId}`)).body.data).toEqual({
      productId: documentId,
      isFavorite: false,
    });
    for (let turn = 0; turn < 2; turn += 1) expect((await me.put(`/me/favorites/${documentId}`)).status).toBe(200);
    expect(await database()('favorites').where({ user_id: member.id })).toHaveLength(1);
    expect((await me.get(`/me/favorites/${documentId}`)).body.data.isFavorite).toBe(true);
    for (let turn = 0; turn < 2; turn += 1)
      expect((await me.delete(`/me/favorites/${documentId}`)).body.data).toMatchObject({ isFavorite: false });
    expect((await me.get('/me/favorites')).body.data).toEqual([]);
  });

  it('that went off sale are marked, those that were withdrawn or deleted are gone', async () => {
    const me = as(await signIn());
    const [off, draft, deleted] = [await makeProduct([500]), await makeProduct([500]), await makeProduct([500])];
    for (const { documentId } of [off, draft, deleted]) await me.put(`/me/favorites/${documentId}`);
    await products().update({ documentId: off.documentId, data: { state: 'off_sale' } as never });
    await products().update({ documentId: draft.documentId, data: { state: 'draft' } as never });
    await products().delete({ documentId: deleted.documentId });
    expect((await me.get('/me/favorites')).body.data).toMatchObject([{ documentId: off.documentId, isValid: false }]);
    // What is off sale can still be put away.
    expect((await me.delete(`/me/favorites/${off.documentId}`)).body.data.isFavorite).toBe(false);
  });

  it('are products that are for sale: anything else is not found', async () => {
    const me = as(await signIn());
    const { documentId } = await makeProduct([500], { state: 'off_sale' });
    for (const id of [documentId, UNKNOWN]) expect((await me.put(`/me/favorites/${id}`)).status).toBe(404);
    expect((await me.get(`/me/favorites/${UNKNOWN}`)).body.data.isFavorite).toBe(false);
    expect((await me.put('/me/favorites/a%20b')).status).toBe(404);
  });

  it('are everybody’s own', async () => {
    const [mine, theirs] = [as(await signIn()), as(await signIn())];
    const { documentId } = await makeProduct([500]);
    await mine.put(`/me/favorites/${documentId}`);
    await theirs.delete(`/me/favorites/${documentId}`);
    expect((await theirs.get('/me/favorites')).body.data).toEqual([]);
    expect((await mine.get('/me/favorites')).body.data).toHaveLength(1);
  });

  it('cost the same statements however many there are', async () => {
    const me = as(await signIn());
    const made = [await makeProduct([500]), await makeProduct([500]), await makeProduct([500])];
    await me.put(`/me/favorites/${made[0]?.documentId ?? ''}`);
    const few = await statementsOf(() => me.get('/me/favorites'));
    for (const { documentId } of made) await me.put(`/me/favorites/${documentId}`);
    expect((await statementsOf(() => me.get('/me/favorites'))).length).toBe(few.length);
  });
});
