import { api, application } from '../support/api';
import { makeProduct } from '../support/catalog';
import { as, database, signIn, type SignedIn } from '../support/members';

const historyOf = async (member: SignedIn): Promise<string[]> => {
  const { data } = (await as(member).get('/me/history?limit=100')).body as { data: { documentId: string }[] };
  return data.map(({ documentId }) => documentId);
};
const look = (member: SignedIn, documentId: string) => as(member).get(`/products/${documentId}`);

describe('the browsing history', () => {
  it('remembers the products a signed-in user looked at, each once, the last one first', async () => {
    const member = await signIn();
    const [first, second] = [await makeProduct([500]), await makeProduct([900])];
    for (const { documentId } of [first, second, first]) expect((await look(member, documentId)).status).toBe(200);
    expect(await historyOf(member)).toEqual([first.documentId, second.documentId]);
    await look(member, second.documentId);
    expect(await historyOf(member)).toEqual([second.documentId, first.documentId]);
    expect((await as(member).get('/me/history?limit=1')).body).toMatchObject({
      data: [{ documentId: second.documentId, minPrice: 900, isValid: true, viewedAt: expect.any(String) as string }],
      meta: { nextCursor: expect.any(String) as string },
    });
  });

  it('remembers answers that come from the cache or are known to the client', async () => {
    const member = await signIn();
    const { documentId } = await makeProduct([500]);
    const { headers } = await api().get(`/api/v1/products/${documentId}`);
    expect((await look(member, documentId)).headers.etag).toBe(headers.etag);
    expect(await historyOf(member)).toEqual([documentId]);
    await as(member).delete('/me/history');
    const known = await look(member, documentId).set('If-None-Match', headers.etag as string);
    expect(known.status).toBe(304);
    expect(await historyOf(member)).toEqual([documentId]);
  });

  it('does not remember what was not found', async () => {
    const member = await signIn();
    const { documentId } = await makeProduct([500], { state: 'off_sale' });
    expect((await look(member, documentId)).status).toBe(404);
    expect(await historyOf(member)).toEqual([]);
  });

  it('marks what is off sale by now', async () => {
    const member = await signIn();
    const { documentId } = await makeProduct([500]);
    await look(member, documentId);
    const documents = application().strapi.documents('api::catalog.product');
    await documents.update({ documentId, data: { state: 'off_sale' } as never });
    expect((await as(member).get('/me/history')).body.data).toMatchObject([{ documentId, isValid: false }]);
  });

  it('can be cleared', async () => {
    const [member, other] = [await signIn(), await signIn()];
    const { documentId } = await makeProduct([500]);
    for (const visitor of [member, other]) await look(visitor, documentId);
    expect((await as(member).delete('/me/history')).body.data).toEqual({ removed: 1 });
    expect(await historyOf(member)).toEqual([]);
    expect(await historyOf(other)).toEqual([documentId]);
  });

  it('keeps the last 200', async () => {
    const member = await signIn();
    const made = await Promise.all(Array.from({ length: 3 }, () => makeProduct([500])));
    const at = application().clock.now();
    const old = Array.from({ length: 200 }, (_, index) => ({
      document_id: `old-${member.id}-${index}`,
      name: '旧商品',
      state: 'on_sale',
      created_at: at,
    }));
    const ids = (await database()('products').insert(old).returning('id')) as { id: number }[];
    const rows = ids.map(({ id }, index) => ({
      document_id: `view-${member.id}-${index}`,
      user_id: member.id,
      product_id: id,
      created_at: at,
    }));
    await database()('browsing_records').insert(rows);
    for (const { documentId } of made) await look(member, documentId);
    await historyOf(member);
    const kept = (await database()('browsing_records')
      .where({ user_id: member.id })
      .orderBy('id')
      .pluck('product_id')) as number[];
    expect(kept).toHaveLength(200);
    expect(kept[0]).toBe(ids[3]?.id);
    await database()('products')
      .whereIn(
        'id',
        ids.map(({ id }) => id),
      )
      .delete();
  });
});
