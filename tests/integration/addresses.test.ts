import { as, database, signIn } from '../support/members';

const home = {
  name: '王小明',
  phone: '13800138000',
  province: '上海市',
  city: '上海市',
  district: '浦东新区',
  detail: '世纪大道 100 号 8 楼',
};

interface Address {
  documentId: string;
  isDefault: boolean;
  detail: string;
}

async function addressBook() {
  const me = as(await signIn());
  const add = async (more: object = {}) =>
    (await me.post('/me/addresses').send({ ...home, ...more })).body.data as Address;
  const list = async () => (await me.get('/me/addresses')).body.data as Address[];
  return { me, add, list };
}

describe('addresses', () => {
  it('the first one becomes the default and shows its owner everything', async () => {
    const { me, list } = await addressBook();
    const answer = await me.post('/me/addresses').send(home);
    expect(answer.status).toBe(201);
    expect(answer.body.code).toBe(200);
    expect(answer.body.data).toMatchObject({ ...home, communityId: null, isDefault: true });
    expect(await list()).toEqual([answer.body.data]);
  });

  it('the phone is encrypted at rest', async () => {
    const { add } = await addressBook();
    const { documentId } = await add();
    const row = await database()('addresses').where({ document_id: documentId }).first('*');
    expect(JSON.stringify(row)).not.toContain(home.phone);
    expect(row).toMatchObject({ phone_masked: '138****8000' });
  });

  it('a new default takes the mark from the old one', async () => {
    const { me, add, list } = await addressBook();
    const first = await add();
    const second = await add({ isDefault: true, detail: '二号' });
    expect((await list()).map(({ documentId, isDefault }) => [documentId, isDefault])).toEqual([
      [second.documentId, true],
      [first.documentId, false],
    ]);
    await me.put(`/me/addresses/${first.documentId}`).send({ isDefault: true });
    expect((await list()).map(({ documentId, isDefault }) => [documentId, isDefault])).toEqual([
      [first.documentId, true],
      [second.documentId, false],
    ]);
  });

  it('a change keeps what it leaves out', async () => {
    const { me, add } = await addressBook();
    const { documentId } = await add({ communityId: 'c1' });
    const answer = await me.put(`/me/addresses/${documentId}`).send({ phone: '021-58881234', communityId: null });
    expect(answer.body.data).toMatchObject({ ...home, phone: '021-58881234', communityId: null, isDefault: true });
  });

  it('deleting the default passes it on to the newest one left', async () => {
    const { me, add, list } = await addressBook();
    const first = await add();
    const second = await add();
    const third = await add();
    expect((await me.delete(`/me/addresses/${first.documentId}`)).status).toBe(200);
    expect((await list()).map(({ documentId, isDefault }) => [documentId, isDefault])).toEqual([
      [third.documentId, true],
      [second.documentId, false],
    ]);
  });

  it('a deleted address is gone for the user and kept for the records', async () => {
    const { me, add, list } = await addressBook();
    const { documentId } = await add();
    await me.delete(`/me/addresses/${documentId}`);
    expect(await list()).toEqual([]);
    expect((await me.delete(`/me/addresses/${documentId}`)).status).toBe(404);
    expect((await me.put(`/me/addresses/${documentId}`).send({ detail: 'x' })).status).toBe(404);
    expect(await database()('addresses').where({ document_id: documentId })).toHaveLength(1);
  });

  it('somebody else’s address answers 404 and stays as it was', async () => {
    const { add, list } = await addressBook();
    const { documentId } = await add();
    const stranger = as(await signIn());
    expect((await stranger.put(`/me/addresses/${documentId}`).send({ detail: 'x' })).status).toBe(404);
    expect((await stranger.delete(`/me/addresses/${documentId}`)).status).toBe(404);
    expect(await list()).toMatchObject([{ documentId, detail: home.detail }]);
  });

  it('fifty are the most', async () => {
    const { me, add, list } = await addressBook();
    for (let count = 0; count < 50; count += 1) await add();
    const answer = await me.post('/me/addresses').send(home);
    expect(answer.body).toMatchObject({ code: 1000, message: '最多保存 50 个收货地址' });
    expect(await list()).toHaveLength(50);
  });

  it('the same Idempotency-Key adds once, also in parallel; with another body it is a conflict', async () => {
    const { me, list } = await addressBook();
    const send = (body: object) => me.post('/me/addresses').set('Idempotency-Key', 'add-1').send(body);
    const answers = await Promise.all([send(home), send(home), send(home)]);
    expect(new Set(answers.map(({ body }) => body.data.documentId)).size).toBe(1);
    expect((await send({ ...home, detail: '别处' })).body.code).toBe(1005);
    expect(await list()).toHaveLength(1);
  });

  it('many at once leave exactly one default', async () => {
    const { me, list } = await addressBook();
    await Promise.all(Array.from({ length: 10 }, () => me.post('/me/addresses').send({ ...home, isDefault: true })));
    const addresses = await list();
    expect(addresses).toHaveLength(10);
    await Promise.all(
      addresses.map(({ documentId }) => me.put(`/me/addresses/${documentId}`).send({ isDefault: true })),
    );
    expect((await list()).filter(({ isDefault }) => isDefault)).toHaveLength(1);
    await Promise.all(addresses.slice(0, 9).map(({ documentId }) => me.delete(`/me/addresses/${documentId}`)));
    expect((await list()).map(({ isDefault }) => isDefault)).toEqual([true]);
  });

  it.each(['13800138000', '+8613800138000', '138 0013 8000', '010-62551234', '02158881234', '0755-26001234-801'])(
    'takes the phone %s',
    async (phone) => {
      const { me } = await addressBook();
      expect((await me.post('/me/addresses').send({ ...home, phone })).status).toBe(201);
    },
  );

  it.each([
    [{ phone: '12800138000' }],
    [{ phone: '1380013800' }],
    [{ phone: '+85223456789' }],
    [{ phone: 'abc' }],
    [{ phone: 13800138000 }],
    [{ name: '' }],
    [{ detail: ' ' }],
    [{ province: undefined }],
    [{ isDefault: 'yes' }],
    [{ user: 1 }],
    [{ deletedAt: null }],
  ])('refuses %j', async (wrong) => {
    const { me } = await addressBook();
    const answer = await me.post('/me/addresses').send({ ...home, ...wrong });
    expect(answer.body).toMatchObject({ code: 400, error: { name: 'ValidationError' } });
  });

  it('an empty change is refused', async () => {
    const { me, add } = await addressBook();
    const { documentId } = await add();
    expect((await me.put(`/me/addresses/${documentId}`).send({})).status).toBe(400);
  });
});
