import { type AdminClient, signInToPanel } from '../support/admin-client';
import { application } from '../support/api';

const LIST = '/content-manager/collection-types/api::order.order';

let admin: AdminClient;
let documentId: string;

const orders = () => application().strapi.db.query('api::order.order');

beforeAll(async () => {
  admin = await signInToPanel();
  documentId = `lock${Date.now()}`;
  const amounts = { itemsAmount: 1280, payAmount: 1280 };
  const kind = { type: 'goods', state: 'pending_payment', deliveryMode: 'none' };
  await orders().create({ data: { documentId, orderNo: `LOCK${Date.now()}`, ...kind, ...amounts } });
});

afterAll(() => orders().delete({ where: { documentId } }));

describe('orders in the admin panel', () => {
  it('can be listed, searched and read by a super admin', async () => {
    const list = await admin.call('get', `${LIST}?sort=id:DESC`);
    expect(list.status).toBe(200);
    expect(list.body.results).toContainEqual(expect.objectContaining({ documentId }));
    expect((await admin.call('get', `${LIST}?_q=LOCK`)).status).toBe(200);
    const one = await admin.call('get', `${LIST}/${documentId}`);
    expect(one.status).toBe(200);
    expect(one.body).toMatchObject({ data: { payAmount: 1280 } });
  });

  const edit = { payAmount: 1, state: 'completed' };
  it.each([
    ['created', 'post', '', edit],
    ['updated', 'put', '/:id', edit],
    ['deleted', 'delete', '/:id', undefined],
    ['cloned', 'post', '/clone/:id', edit],
    ['cloned unseen', 'post', '/auto-clone/:id', edit],
    ['created and published', 'post', '/actions/publish', edit],
    ['published', 'post', '/:id/actions/publish', edit],
    ['unpublished', 'post', '/:id/actions/unpublish', {}],
    ['reset to their published version', 'post', '/:id/actions/discard', {}],
    ['deleted in bulk', 'post', '/actions/bulkDelete', { documentIds: [':id'] }],
    ['published in bulk', 'post', '/actions/bulkPublish', { documentIds: [':id'] }],
    ['unpublished in bulk', 'post', '/actions/bulkUnpublish', { documentIds: [':id'] }],
  ] as const)('can not be %s, not even by a super admin', async (_deed, method, path, body) => {
    const before = (await orders().findOne({ where: { documentId } })) as object;
    const named = (text: string) => text.replace(':id', documentId);
    const sent = body && (JSON.parse(named(JSON.stringify(body))) as object);
    const answer = await admin.call(method, LIST + named(path), sent);
    expect(answer.status).toBe(403);
    expect(await orders().findOne({ where: { documentId } })).toEqual(before);
  });

  it('are not among what the role editor can grant, except for reading', async () => {
    const { body } = (await admin.call('get', '/admin/permissions')) as {
      body: { data: { sections: { collectionTypes: { actions: { actionId: string; subjects: string[] }[] } } } };
    };
    const grantable = body.data.sections.collectionTypes.actions.filter(({ subjects }) =>
      subjects.includes('api::order.order'),
    );
    expect(grantable.map(({ actionId }) => actionId)).toEqual(['plugin::content-manager.explorer.read']);
  });
});

describe('every record of the system', () => {
  const records = [
    'api::catalog.inventory',
    'api::catalog.stock-movement',
    'api::member.address',
    'api::member.browsing-record',
    'api::member.check-in',
    'api::member.favorite',
    'api::member.growth-record',
    'api::member.invitation',
    'api::member.member-session',
    'api::merchant.merchant-staff',
    'api::merchant.payment-code',
    'api::message.message',
    'api::operations.audit-log',
    'api::operations.encrypted-column',
    'api::operations.outbox-event',
    'api::order.cart-item',
    'api::order.order-item',
    'api::order.order-log',
    'api::payment.payment',
    'api::payment.payment-notification',
    'api::payment.refund',
    'api::points.points-account',
    'api::points.points-hold',
    'api::points.points-lot',
    'api::points.points-record',
    'api::points.points-rule-usage',
  ];

  it.each(records)('%s is read-only', async (uid) => {
    const path = `/content-manager/collection-types/${uid}`;
    expect((await admin.call('get', path)).status).toBe(200);
    expect((await admin.call('post', path, {})).status).toBe(403);
  });
});
