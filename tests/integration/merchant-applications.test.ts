import { randomBytes } from 'node:crypto';
import { type AdminClient, signInToPanel } from '../support/admin-client';
import { api, application } from '../support/api';
import { atShop, openShop } from '../support/fulfilment';
import { as, database, signIn, type SignedIn } from '../support/members';

const PHONE = '13900001234';
let admin: AdminClient;

beforeAll(async () => {
  admin = await signInToPanel();
});

const bodyOf = (name = `小店 ${randomBytes(4).toString('hex')}`) => ({
  name,
  contactName: '林夏',
  contactPhone: PHONE,
  licenseNumber: '91330100ma2xxxxx1n',
  address: '杭州市西湖区学院路 30 号',
  latitude: 30.28,
  longitude: 120.13,
  businessHours: '09:00–21:00',
});

const apply = (member: SignedIn, body: object = bodyOf()) => as(member).post('/merchant/applications').send(body);

async function applied(member: SignedIn, name?: string): Promise<string> {
  const answer = await apply(member, bodyOf(name));
  expect(answer.status).toBe(201);
  return (answer.body as { data: { documentId: string } }).data.documentId;
}

const decide = (documentId: string, event: string, body: object = {}) =>
  admin.call('post', `/shop/merchants/${documentId}/${event}`, body);

const rowOf = (documentId: string) =>
  database()('merchants').where({ document_id: documentId }).first() as unknown as Promise<Record<string, unknown>>;

async function inboxOf(member: SignedIn): Promise<{ title: string; content: string }[]> {
  while ((await application().runJob('outbox-relay')) > 0);
  return ((await as(member).get('/me/messages')).body as { data: { title: string; content: string }[] }).data;
}

const isListed = async (documentId: string): Promise<boolean> =>
  (await api().get(`/api/v1/merchants/${documentId}`)).status === 200;

describe('an application to become a merchant', () => {
  it('waits for operations, with the phone encrypted and shown masked to the applicant alone', async () => {
    const member = await signIn();
    const answer = await apply(member);
    expect(answer.status).toBe(201);
    expect(answer.body.data).toMatchObject({
      status: 'pending',
      reason: null,
      contactPhoneMasked: '139****1234',
      licenseNumberMasked: '9133************1N',
    });
    const { documentId } = answer.body.data as { documentId: string };
    const row = await rowOf(documentId);
    expect(JSON.stringify(row)).not.toContain(PHONE);
    expect(row).toMatchObject({ state: 'pending', license_number: '91330100MA2XXXXX1N', commission_bps: 0 });
    expect(await isListed(documentId)).toBe(false);
    expect((await as(member).get('/merchant/applications')).body.data).toMatchObject([{ documentId }]);
    expect((await as(await signIn()).get('/merchant/applications')).body.data).toEqual([]);
    expect((await atShop(member, { documentId }).get('/merchant/profile')).body.code).toBe(1801);
  });

  it('is one at a time: of five sent at once one is taken, the others hear which', async () => {
    const member = await signIn();
    const answers = await Promise.all(Array.from({ length: 5 }, () => apply(member)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400, 400, 400]);
    const waiting = (await as(member).get('/merchant/applications')).body.data as { documentId: string }[];
    expect(waiting).toHaveLength(1);
    for (const { body } of answers.filter(({ status }) => status === 400))
      expect(body).toMatchObject({
        code: 1000,
        error: { details: { reason: 'application_pending', documentId: waiting[0]?.documentId } },
      });
  });

  it('sent twice with the same key is one, and with another body a conflict', async () => {
    const member = await signIn();
    const body = bodyOf();
    const send = (sent: object) => apply(member, sent).set('Idempotency-Key', 'apply-1');
    const [first, second] = [await send(body), await send(body)];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.data).toEqual(first.body.data);
    expect((await send({ ...body, name: '另一家' })).body.code).toBe(1005);
  });

  it.each([
    ['no name', { name: '' }],
    ['no phone', { contactPhone: undefined }],
    ['a phone that is none', { contactPhone: '12345' }],
    ['a licence that is none', { licenseNumber: '你好' }],
    ['a place off the globe', { latitude: 91 }],
    ['a state of its own', { state: 'active' }],
    ['a commission of its own', { commissionBps: 0 }],
  ])('with %s is refused', async (_case, change) => {
    expect((await apply(await signIn(), { ...bodyOf(), ...change })).status).toBe(400);
  });

  it('with a picture nobody uploaded is refused and leaves nothing', async () => {
    const member = await signIn();
    const answer = await apply(member, { ...bodyOf(), licenseImage: '/uploads/no-such-picture.png' });
    expect(answer.body).toMatchObject({ code: 1000, error: { details: { reason: 'picture_unknown' } } });
    expect((await as(member).get('/merchant/applications')).body.data).toEqual([]);
  });

  it('shows the pictures that were uploaded', async () => {
    const url = `/uploads/logo_${randomBytes(8).toString('hex')}.png`;
    await application()
      .strapi.db.query('plugin::upload.file')
      .create({
        data: { name: 'logo.png', hash: url, ext: '.png', mime: 'image/png', size: 1, url, provider: 'local' },
      });
    const member = await signIn();
    const answer = await apply(member, { ...bodyOf(), logo: url });
    const { documentId } = answer.body.data as { documentId: string };
    await decide(documentId, 'approve');
    const profile = await atShop(member, { documentId }).get('/merchant/profile');
    expect(profile.body.data).toMatchObject({ logo: url });
  });
});

describe('the decision of operations', () => {
  it('lets the merchant in with the applicant as its owner, once, tells them and writes it down', async () => {
    const member = await signIn();
    const documentId = await applied(member, '山间茶铺');
    const answers = await Promise.all([decide(documentId, 'approve'), decide(documentId, 'approve')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
    const profile = await atShop(member, { documentId }).get('/merchant/profile');
    expect(profile.body.data).toMatchObject({ name: '山间茶铺', status: 'active', role: 'owner' });
    expect((await as(member).get('/me')).body.data.merchants).toMatchObject([{ documentId, role: 'owner' }]);
    expect(await isListed(documentId)).toBe(true);
    expect(await inboxOf(member)).toMatchObject([{ title: '入驻申请已通过' }]);
    const audited: unknown[] = await database()('audit_logs').where({
      action: 'merchant.approve',
      subject_id: documentId,
    });
    expect(audited).toHaveLength(1);
    const events: unknown[] = await database()('outbox_events').where({
      name: 'merchant.approved',
      aggregate_id: documentId,
    });
    expect(events).toHaveLength(1);
  });

  it('turns an application down with a reason; the applicant may apply again, and has two records then', async () => {
    const member = await signIn();
    const documentId = await applied(member);
    expect((await decide(documentId, 'reject')).status).toBe(400);
    expect((await decide(documentId, 'reject', { reason: '营业执照照片不清晰' })).status).toBe(200);
    expect((await inboxOf(member))[0]?.content).toContain('营业执照照片不清晰');
    expect((await decide(documentId, 'approve')).status).toBe(400);
    const again = await applied(member);
    expect((await as(member).get('/merchant/applications')).body.data).toMatchObject([
      { documentId: again, status: 'pending' },
      { documentId, status: 'rejected', reason: '营业执照照片不清晰' },
    ]);
  });

  it('stops a merchant at once, also where answers are cached, and lets it go on', async () => {
    const shop = await openShop();
    expect(await isListed(shop.documentId)).toBe(true);
    expect((await decide(shop.documentId, 'suspend', { reason: '投诉核实中' })).body).toEqual({
      data: { status: 'suspended' },
    });
    expect(await isListed(shop.documentId)).toBe(false);
    const refused = await atShop(shop.owner, shop).get('/merchant/profile');
    expect(refused.body).toMatchObject({
      code: 1801,
      error: { details: { reason: 'not_active', status: 'suspended' } },
    });
    expect((await inboxOf(shop.owner))[0]?.content).toContain('投诉核实中');
    expect((await decide(shop.documentId, 'resume')).status).toBe(200);
    expect((await atShop(shop.owner, shop).get('/merchant/profile')).status).toBe(200);
    expect(await isListed(shop.documentId)).toBe(true);
  });

  it('is refused for a merchant that does not exist, and without the permission', async () => {
    expect((await decide('nobody', 'approve')).status).toBe(404);
    const anonymous = await api().post('/shop/merchants/nobody/approve').send({});
    expect(anonymous.status).toBe(401);
  });

  it('is the only way to the state: what a form saves for it is dropped', async () => {
    const shop = await openShop({ state: 'suspended' });
    const path = `/content-manager/collection-types/api::merchant.merchant/${shop.documentId}`;
    const saved = await admin.call('put', path, { introduction: '新的介绍', state: 'active', stateReason: 'x' });
    expect(saved.status).toBe(200);
    expect(await rowOf(shop.documentId)).toMatchObject({
      state: 'suspended',
      state_reason: null,
      introduction: '新的介绍',
    });
  });
});

describe('PUT /merchant/profile', () => {
  it('changes what customers read, at once, and what is left out stays', async () => {
    const shop = await openShop();
    await api().get(`/api/v1/merchants/${shop.documentId}`);
    const change = { introduction: '手工现做', contactPhone: '0571-88886666', latitude: 30.1 };
    const answer = await atShop(shop.owner, shop).put('/merchant/profile').send(change);
    expect(answer.body.data).toMatchObject({
      name: '测试商户',
      introduction: '手工现做',
      latitude: 30.1,
      contactPhoneMasked: '057****6666',
    });
    const seen = await api().get(`/api/v1/merchants/${shop.documentId}`);
    expect(seen.body.data).toMatchObject({ introduction: '手工现做' });
    const emptied = await atShop(shop.owner, shop).put('/merchant/profile').send({ introduction: null });
    expect(emptied.body.data).toMatchObject({ introduction: null, latitude: 30.1 });
    const [audit] = (await database()('audit_logs').where({
      action: 'merchant.change-profile',
      subject_id: shop.documentId,
    })) as unknown[];
    expect(JSON.stringify(audit)).not.toContain('88886666');
  });

  it.each([
    ['这家店违规', 'content_risky'],
    ['疑似广告的店', 'content_unchecked'],
    ['无人审核的店', 'content_unchecked'],
  ])('publishes no text that WeChat has not passed: %s', async (name, reason) => {
    const shop = await openShop();
    const { control } = application().wechat;
    if (name === '无人审核的店') control.addFault({ kind: 'errcode', errcode: 45009, match: '/wxa/msg_sec_check' });
    const answer = await atShop(shop.owner, shop).put('/merchant/profile').send({ name });
    control.clearFaults();
    expect([answer.status, answer.body]).toMatchObject([400, { code: 1000, error: { details: { reason } } }]);
    const seen = await api().get(`/api/v1/merchants/${shop.documentId}`);
    expect(seen.body.data).toMatchObject({ name: '测试商户' });
  });

  it.each([{}, { commissionBps: 0 }, { state: 'active' }, { licenseNumber: '91330100MA2XXXXX1N' }, { name: '' }])(
    'refuses %j',
    async (change) => {
      const shop = await openShop();
      expect((await atShop(shop.owner, shop).put('/merchant/profile').send(change)).status).toBe(400);
    },
  );
});

it('leaves no event behind that cannot be delivered', async () => {
  await application().runJob('outbox-relay');
  const stuck: unknown[] = await database()('outbox_events')
    .where('name', 'like', 'merchant.%')
    .andWhere('attempts', '>', 0);
  expect(stuck).toEqual([]);
});
