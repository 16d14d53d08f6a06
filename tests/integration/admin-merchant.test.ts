import { type AdminClient, signInToPanel } from '../support/admin-client';
import { application } from '../support/api';
import { makeProduct } from '../support/catalog';
import { atShop, hire, openShop } from '../support/fulfilment';
import { as, database, signIn } from '../support/members';
import { makeOpenApp } from '../support/open-platform';
import { memberWithPhone, newPhone } from '../support/phones';
import { givePointsRule } from '../support/points';

const MERCHANTS = '/content-manager/collection-types/api::merchant.merchant';
let admin: AdminClient;

beforeAll(async () => {
  admin = await signInToPanel();
});

interface Merchant {
  id: number;
  documentId: string;
}

/** A merchant that nobody works for. */
async function makeMerchant(state = 'active'): Promise<Merchant> {
  const { id, documentId } = await application()
    .strapi.documents('api::merchant.merchant')
    .create({ data: { name: '无人小店', state } as never });
  return { id: Number(id), documentId };
}

const rowOf = ({ documentId }: { documentId: string }) =>
  database()('merchants').where({ document_id: documentId }).first() as unknown as Promise<
    Record<string, unknown> | undefined
  >;

const auditedOf = async ({ documentId }: { documentId: string }, action: string): Promise<unknown[]> =>
  (await database()('audit_logs').where({ action, subject_id: documentId })) as unknown[];

const deed = (merchant: Merchant, name: string, body: object = {}) =>
  admin.call('post', `/shop/merchants/${merchant.documentId}/${name}`, body);

describe('deleting a merchant', () => {
  const belongings: [string, (merchant: Merchant) => Promise<unknown>][] = [
    ['an open app, which would see the whole shop without it', ({ id }) => makeOpenApp({ merchant: id })],
    [
      'a points rule, which would count everywhere without it',
      ({ id }) => givePointsRule({ scene: 'manual', enabled: false, merchants: [id] }),
    ],
    ['staff', (merchant) => hire(merchant, 'cashier')],
    ['a product', ({ id }) => makeProduct([100], { merchant: id })],
    [
      'a settlement',
      ({ id }) =>
        application()
          .strapi.db.query('api::merchant.settlement')
          .create({ data: { merchant: id, day: '2026-01-01', state: 'settled' } }),
    ],
    [
      'an account of the panel',
      async (merchant) => {
        const account = await signInToPanel();
        const { email } = ((await account.call('get', '/admin/users/me')).body as { data: { email: string } }).data;
        return deed(merchant, 'assign-operator', { email });
      },
    ],
  ];

  it.each(belongings)('is refused while it has %s', async (_what, give) => {
    const merchant = await makeMerchant();
    await give(merchant);
    for (const answer of [
      await admin.call('delete', `${MERCHANTS}/${merchant.documentId}`),
      await admin.call('post', `${MERCHANTS}/actions/bulkDelete`, { documentIds: [merchant.documentId] }),
    ]) {
      expect([answer.status, answer.body.error.name]).toEqual([400, 'BusinessError']);
      expect(answer.body.error.message).toContain('不能删除');
    }
    expect(await rowOf(merchant)).toBeDefined();
  });

  it('is possible while nothing belongs to it', async () => {
    const merchant = await makeMerchant();
    expect((await admin.call('delete', `${MERCHANTS}/${merchant.documentId}`)).status).toBe(200);
    expect(await rowOf(merchant)).toBeUndefined();
  });
});

describe('a merchant made in a form', () => {
  it('waits for approval, whatever the form says, and is let in by the deed', async () => {
    const applicant = await signIn();
    const made = await admin.call('post', MERCHANTS, {
      name: '后台新店',
      state: 'active',
      stateReason: '自己人',
      applicant: applicant.id,
      commissionBps: 60,
    });
    expect(made.status).toBe(201);
    const merchant = (made.body as { data: Merchant }).data;
    expect(await rowOf(merchant)).toMatchObject({
      state: 'pending',
      state_reason: null,
      applicant_id: null,
      commission_bps: 60,
    });
    expect((await deed(merchant, 'approve')).status).toBe(200);
    expect(await rowOf(merchant)).toMatchObject({ state: 'active' });
  });
});

describe('the licence number of an application', () => {
  it.each([
    ['12345', '*****'],
    ['123456', '******'],
    ['1234567', '1234*67'],
  ])('is shown to the applicant when staff have shortened it to %s', async (written, shown) => {
    const member = await signIn();
    const merchant = await makeMerchant('pending');
    await database()('merchants')
      .where({ id: merchant.id })
      .update({ license_number: written, applicant_id: member.id });
    const answer = await as(member).get('/merchant/applications');
    expect([answer.status, answer.body.data[0]?.licenseNumberMasked]).toEqual([200, shown]);
  });
});

describe('appointing an owner', () => {
  it('gives a merchant that nobody applied for its first owner, once, tells them and writes it down', async () => {
    const merchant = await makeMerchant();
    const { member, phone } = await memberWithPhone();
    const answers = await Promise.all([
      deed(merchant, 'appoint-owner', { member: phone }),
      deed(merchant, 'appoint-owner', { member: phone }),
    ]);
    for (const { status, body } of answers)
      expect([status, body]).toEqual([200, { data: { memberId: member.documentId } }]);
    expect((await deed(merchant, 'appoint-owner', { member: member.documentId })).status).toBe(200);
    const profile = await atShop(member, merchant).get('/merchant/profile');
    expect(profile.body.data).toMatchObject({ role: 'owner' });
    expect(await auditedOf(merchant, 'merchant.appoint-owner')).toHaveLength(1);
    expect((await as(member).get('/me/messages')).body.data).toMatchObject([{ title: '店铺角色变更' }]);
  });

  it('promotes somebody of the staff, and takes back who was let go', async () => {
    const shop = await openShop();
    const cashier = await hire(shop, 'cashier');
    const gone = await hire(shop, 'manager', false);
    for (const { documentId } of [cashier, gone])
      expect((await deed(shop, 'appoint-owner', { member: documentId })).status).toBe(200);
    const owners = (await database()('merchant_staff')
      .where({ merchant_id: shop.id, role: 'owner', enabled: true })
      .orderBy('user_id')
      .pluck('user_id')) as number[];
    expect(owners).toEqual([shop.owner.id, cashier.id, gone.id].sort((a, b) => a - b));
  });

  it('of a member who is unknown or blocked is refused with a reason', async () => {
    const merchant = await makeMerchant();
    const { member, phone } = await memberWithPhone();
    await database()('up_users').where({ id: member.id }).update({ blocked: true });
    for (const name of [phone, member.documentId, newPhone(), 'nobodynobodynobodynobody']) {
      const { status, body } = await deed(merchant, 'appoint-owner', { member: name });
      expect([status, body.error.details.reason]).toEqual([400, 'no_such_member']);
    }
    expect((await deed(merchant, 'appoint-owner', { member: '店主' })).status).toBe(400);
    expect(await database()('merchant_staff').where({ merchant_id: merchant.id })).toEqual([]);
  });

  it.each(['pending', 'rejected'])('is not for a merchant that is %s', async (state) => {
    const merchant = await makeMerchant(state);
    const member = await signIn();
    const { status, body } = await deed(merchant, 'appoint-owner', { member: member.documentId });
    expect([status, body.error.details]).toEqual([400, { reason: 'merchant_state', status: state }]);
  });
});

describe('showing the contact phone of a merchant', () => {
  const PHONE = '13900001234';

  it('shows the whole number, and writes down who looked without it', async () => {
    const member = await signIn();
    const applied = await as(member)
      .post('/merchant/applications')
      .send({ name: '有电话的店', contactName: '林夏', contactPhone: PHONE });
    const merchant = (applied.body as { data: Merchant }).data;
    const answer = await deed(merchant, 'show-phone');
    expect([answer.status, answer.body]).toEqual([200, { data: { phone: PHONE, contactName: '林夏' } }]);
    const audited = await auditedOf(merchant, 'merchant.show-phone');
    expect(audited).toHaveLength(1);
    expect(JSON.stringify(audited)).toContain('139****1234');
    expect(JSON.stringify(audited)).not.toContain(PHONE);
  });

  it('is refused where there is none', async () => {
    const { status, body } = await deed(await makeMerchant(), 'show-phone');
    expect([status, body.error.details.reason]).toEqual([400, 'no_phone']);
  });
});
