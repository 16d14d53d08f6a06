import { adminService } from '../../src/platform/admin-services';
import { type AdminClient, signInToPanel } from '../support/admin-client';
import { application } from '../support/api';
import type { MadeSku } from '../support/catalog';
import { buyByExpress, buyForPickup, newTrackingNo } from '../support/fulfilment';
import { database, signIn, type SignedIn } from '../support/members';
import { makeSku, orderOf } from '../support/shopping';

let admin: AdminClient;
let buyer: SignedIn;
let sku: MadeSku;

beforeAll(async () => {
  [admin, buyer, sku] = [await signInToPanel(), await signIn(), await makeSku({ stock: 20 })];
});

const act = (orderNo: string, deed: string, body: object = {}) =>
  admin.call('post', `/shop/orders/${orderNo}/${deed}`, body);
const auditOf = async (orderNo: string) => {
  const order = (await database()('orders').where({ order_no: orderNo }).first('document_id')) as {
    document_id: string;
  };
  return (await application()
    .strapi.db.query('api::operations.audit-log')
    .findMany({ where: { subjectId: order.document_id }, orderBy: { id: 'asc' } })) as Record<string, unknown>[];
};

describe('the panel action 发货', () => {
  it('sends a parcel of any merchant or of the shop itself, and says in the audit log who did', async () => {
    const orderNo = await buyByExpress(buyer, [{ sku, quantity: 2 }]);
    const items = [{ skuId: sku.documentId, quantity: 1 }];
    const answer = await act(orderNo, 'ship', { carrier: 'ZTO', trackingNo: newTrackingNo(), items });
    expect(answer.status).toBe(200);
    expect(await orderOf(buyer, orderNo)).toMatchObject({ status: 'shipped', shipments: [{ carrier: 'ZTO' }] });
    expect(await auditOf(orderNo)).toMatchObject([
      {
        action: 'order.ship',
        actorType: 'admin',
        actor: expect.stringContaining('staff-') as string,
        before: { status: 'awaiting_fulfilment' },
        after: { status: 'shipped', carrier: 'ZTO' },
      },
    ]);
  });

  it('says in Chinese why it cannot', async () => {
    const orderNo = await buyForPickup(buyer, sku);
    const answer = await act(orderNo, 'ship', { carrier: 'ZTO', trackingNo: newTrackingNo() });
    expect(answer.status).toBe(409);
    expect((answer.body as { error: { message: string } }).error.message).toMatch(/\p{Script=Han}/u);
    expect((await act('D000000000000', 'ship', { carrier: 'ZTO', trackingNo: newTrackingNo() })).status).toBe(404);
    expect((await act(orderNo, 'ship', {})).status).toBe(400);
  });
});

describe('the panel actions 备货完成 and 核销', () => {
  it('take an order to its end, with the code of that order only', async () => {
    const [orderNo, other] = [await buyForPickup(buyer, sku), await buyForPickup(buyer, sku)];
    for (const each of [orderNo, other]) expect((await act(each, 'prepare-pickup')).status).toBe(200);
    const { pickupCode } = (await orderOf(buyer, orderNo)) as { pickupCode: string };
    expect((await act(other, 'verify-pickup', { pickupCode })).status).toBe(409);
    expect((await act(orderNo, 'verify-pickup', { pickupCode })).body).toEqual({ data: { orderNo } });
    expect(await orderOf(buyer, orderNo)).toMatchObject({ status: 'completed' });
    expect((await auditOf(orderNo)).map(({ action }) => action)).toEqual([
      'order.prepare-pickup',
      'order.verify-pickup',
    ]);
  });
});

describe('accounts without the permission', () => {
  it.each(['ship', 'prepare-pickup', 'verify-pickup'])('cannot: %s', async (deed) => {
    const { strapi, url } = application();
    const role = await adminService(strapi, 'admin::role').create({
      name: `看客 ${deed} ${Date.now()}`,
      description: '',
    });
    const viewer = await signInToPanel({ roleId: role.id });
    const path = `/shop/orders/D000000000000/${deed}`;
    expect((await viewer.call('post', path, {})).status).toBe(403);
    expect((await fetch(url + path, { method: 'POST' })).status).toBe(401);
  });
});
