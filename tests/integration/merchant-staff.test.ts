import { atShop, hire, openShop, type Role, type Shop } from '../support/fulfilment';
import { as, database, signIn, type SignedIn } from '../support/members';
import { bindPhone, memberWithPhone } from '../support/phones';

const staffOf = async (shop: Shop): Promise<{ documentId: string; role: Role; user: { documentId: string } }[]> =>
  (await atShop(shop.owner, shop).get('/merchant/staff')).body.data;

const placeOf = async (shop: Shop, member: SignedIn): Promise<string> =>
  (await staffOf(shop)).find(({ user }) => user.documentId === member.documentId)?.documentId ?? 'none';

const add = (actor: SignedIn, shop: Shop, body: object) => atShop(actor, shop).post('/merchant/staff').send(body);

describe('hiring by phone number', () => {
  it('lets somebody work for the merchant at once, tells them, and is one however often it is asked', async () => {
    const shop = await openShop();
    const { member, phone } = await memberWithPhone();
    const answers = await Promise.all([1, 2, 3].map(() => add(shop.owner, shop, { phone, role: 'cashier' })));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(answers[0]?.body.data).toMatchObject({
      role: 'cashier',
      user: { documentId: member.documentId, phoneMasked: `${phone.slice(0, 3)}****${phone.slice(-4)}` },
    });
    expect(JSON.stringify(answers[0]?.body)).not.toContain(phone);
    expect(await staffOf(shop)).toHaveLength(2);
    expect((await atShop(member, shop).get('/merchant/profile')).body.data).toMatchObject({ role: 'cashier' });
    expect((await as(member).get('/me/messages')).body.data).toHaveLength(1);
    const other = await add(shop.owner, shop, { phone, role: 'manager' });
    expect(other.body).toMatchObject({ code: 1000, error: { details: { reason: 'already_staff', role: 'cashier' } } });
  });

  it('finds nobody who has not bound the number, is blocked, or shares it with another account', async () => {
    const shop = await openShop();
    expect((await add(shop.owner, shop, { phone: '19900000000', role: 'cashier' })).status).toBe(404);
    const { member, phone } = await memberWithPhone();
    await bindPhone(await signIn(), phone);
    const shared = await add(shop.owner, shop, { phone, role: 'cashier' });
    expect(shared.body).toMatchObject({ code: 1000, error: { details: { reason: 'phone_ambiguous' } } });
    await database()('up_users').where({ id: member.id }).update({ blocked: true });
    const left = await add(shop.owner, shop, { phone, role: 'cashier' });
    expect(left.status).toBe(201);
    expect(left.body.data.user.documentId).not.toBe(member.documentId);
  });

  it.each([
    { role: 'cashier' },
    { phone: '13800138000' },
    { phone: '1', role: 'cashier' },
    { phone: '13800138000', role: 'boss' },
  ])('refuses %j', async (body) => {
    const shop = await openShop();
    expect((await add(shop.owner, shop, body)).status).toBe(400);
  });

  it.each<[Role, Role, number]>([
    ['manager', 'cashier', 201],
    ['manager', 'courier', 201],
    ['manager', 'manager', 403],
    ['manager', 'owner', 403],
    ['cashier', 'courier', 403],
    ['courier', 'cashier', 403],
    ['owner', 'owner', 201],
  ])('by a %s as %s answers %i', async (actorRole, role, status) => {
    const shop = await openShop();
    const actor = await hire(shop, actorRole);
    const { phone } = await memberWithPhone();
    const answer = await add(actor, shop, { phone, role });
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.body.code).toBe(1801);
  });
});

describe('another role, or none', () => {
  it('holds at once, with a token issued before, and can be taken back', async () => {
    const shop = await openShop();
    const { member, phone } = await memberWithPhone();
    await add(shop.owner, shop, { phone, role: 'courier' });
    const place = await placeOf(shop, member);
    const moved = await atShop(shop.owner, shop).put(`/merchant/staff/${place}`).send({ role: 'manager' });
    expect(moved.body.data).toMatchObject({ documentId: place, role: 'manager' });
    expect((await atShop(member, shop).get('/merchant/staff')).status).toBe(200);
    expect((await atShop(shop.owner, shop).delete(`/merchant/staff/${place}`)).body.data).toEqual({
      documentId: place,
    });
    expect((await atShop(member, shop).get('/merchant/profile')).body.code).toBe(1801);
    expect((await atShop(shop.owner, shop).delete(`/merchant/staff/${place}`)).status).toBe(404);
    expect((await add(shop.owner, shop, { phone, role: 'cashier' })).body.data).toMatchObject({ documentId: place });
    const audited = (await database()('audit_logs').where({ subject_id: place }).orderBy('id')) as { after: unknown }[];
    expect(audited).toHaveLength(4);
  });

  it('never takes the last owner away, not even when two owners dismiss each other at once', async () => {
    const shop = await openShop();
    const mine = await placeOf(shop, shop.owner);
    const gone = await atShop(shop.owner, shop).delete(`/merchant/staff/${mine}`);
    expect(gone.body).toMatchObject({ code: 1000, error: { details: { reason: 'last_owner' } } });
    const demoted = await atShop(shop.owner, shop).put(`/merchant/staff/${mine}`).send({ role: 'cashier' });
    expect(demoted.body).toMatchObject({ code: 1000, error: { details: { reason: 'last_owner' } } });
    const second = await hire(shop, 'owner');
    const other = await placeOf(shop, second);
    const answers = await Promise.all([
      atShop(shop.owner, shop).delete(`/merchant/staff/${other}`),
      atShop(second, shop).delete(`/merchant/staff/${mine}`),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
    const owners: unknown[] = await database()('merchant_staff').where({
      merchant_id: shop.id,
      role: 'owner',
      enabled: true,
    });
    expect(owners).toHaveLength(1);
  });

  it('is out of a manager’s reach for owners and managers', async () => {
    const shop = await openShop();
    const manager = await hire(shop, 'manager');
    const equal = await hire(shop, 'manager');
    for (const target of [shop.owner, equal]) {
      const place = await placeOf(shop, target);
      expect((await atShop(manager, shop).delete(`/merchant/staff/${place}`)).body.code).toBe(1801);
      const raised = await atShop(manager, shop).put(`/merchant/staff/${place}`).send({ role: 'courier' });
      expect(raised.body.code).toBe(1801);
    }
    const cashier = await placeOf(shop, await hire(shop, 'cashier'));
    const up = await atShop(manager, shop).put(`/merchant/staff/${cashier}`).send({ role: 'owner' });
    expect(up.body.code).toBe(1801);
    expect((await atShop(manager, shop).delete(`/merchant/staff/${cashier}`)).status).toBe(200);
  });
});
