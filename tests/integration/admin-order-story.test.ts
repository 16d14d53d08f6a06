import { adminService } from '../../src/platform/admin-services';
import { signInToPanel } from '../support/admin-client';
import { application } from '../support/api';
import { database, signIn } from '../support/members';
import { buy, makeSku, pickupOrder } from '../support/shopping';

let path: string;

beforeAll(async () => {
  const orderNo = await buy(await signIn(), await pickupOrder(await makeSku({ price: 1_500 }), 2));
  const order = (await database()('orders').where({ order_no: orderNo }).first('document_id')) as {
    document_id: string;
  };
  path = `/shop/orders/${order.document_id}/story`;
});

describe('the story of an order in the panel', () => {
  it('says what happened, who did it, and how every price came about', async () => {
    const answer = await (await signInToPanel()).call('get', path);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      data: {
        itemsAmount: 3_000,
        freightAmount: 0,
        payAmount: 3_000,
        timeline: [
          { title: '提交订单', actorType: 'user' },
          { title: '付款成功，等待发货', actorType: 'wechat' },
        ],
        items: [{ priceExplanation: [{ label: '单价 ¥15.00 × 2', amount: 3_000, after: 3_000 }] }],
      },
    });
  });

  it('is closed to accounts that may not read orders, and to nobody at all', async () => {
    const { strapi, url } = application();
    const role = await adminService(strapi, 'admin::role').create({ name: `订单看客 ${Date.now()}`, description: '' });
    const viewer = await signInToPanel({ roleId: role.id });
    expect((await viewer.call('get', path)).status).toBe(403);
    expect((await fetch(url + path)).status).toBe(401);
  });

  it('of an order that does not exist is not found', async () => {
    expect((await (await signInToPanel()).call('get', '/shop/orders/nothing/story')).status).toBe(404);
  });
});
