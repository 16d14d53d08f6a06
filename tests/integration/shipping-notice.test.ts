import { fromJson } from '../../src/platform/database/rows';
import type {} from '../../src/api/order/services/note-wechat-receipt';
import { getService } from '../../src/platform/get-service';
import { application } from '../support/api';
import { eventually } from '../support/eventually';
import type { MadeSku } from '../support/catalog';
import {
  atShop,
  buyByExpress,
  buyForPickup,
  makeShopSku,
  newTrackingNo,
  openShop,
  ship,
  type Shop,
} from '../support/fulfilment';
import { as, database, signIn, type SignedIn } from '../support/members';
import { outTradeNoOf } from '../support/notifications';
import { orderOf } from '../support/shopping';

interface UploadRow {
  out_trade_no: string;
  openid: string;
  logistics_type: string;
  delivery_mode: string;
  parcels: unknown;
  is_all_delivered: boolean | number;
  state: string;
}

let shop: Shop;
let sku: MadeSku;
let buyer: SignedIn;

beforeAll(async () => {
  [shop, buyer] = [await openShop(), await signIn()];
  sku = await makeShopSku(shop, { stock: 50 });
});

const noticesOf = async (orderNo: string): Promise<UploadRow[]> =>
  (await database()('shipping_uploads').where({ order_no: orderNo })) as UploadRow[];
const noticeOf = async (orderNo: string) => {
  const [row] = await noticesOf(orderNo);
  if (!row) throw new Error(`nothing is said to WeChat about ${orderNo}`);
  return {
    ...row,
    parcels: fromJson<Record<string, unknown>[]>(row.parcels),
    isAllDelivered: Boolean(row.is_all_delivered),
  };
};

// Incident 28.
describe('what WeChat is told about an order that was handed over', () => {
  it('is every parcel so far, with the carrier, the number and a masked phone', async () => {
    const orderNo = await buyByExpress(buyer, [{ sku, quantity: 2 }]);
    const [first, second] = [newTrackingNo(), newTrackingNo()];
    await ship(shop, orderNo, { trackingNo: first, items: [{ skuId: sku.documentId, quantity: 1 }] });
    expect(await noticeOf(orderNo)).toMatchObject({
      out_trade_no: await outTradeNoOf(orderNo),
      openid: buyer.openid,
      logistics_type: 'express',
      delivery_mode: 'split',
      isAllDelivered: false,
      state: 'pending',
      parcels: [{ carrier: 'SF', trackingNo: first, contactPhoneMasked: '138****8000' }],
    });
    await ship(shop, orderNo, { trackingNo: second });
    expect(await noticeOf(orderNo)).toMatchObject({
      isAllDelivered: true,
      parcels: [{ trackingNo: first }, { trackingNo: second, itemDesc: expect.stringContaining('×1') as string }],
    });
  });

  it('is said once for a parcel that is posted again', async () => {
    const orderNo = await buyByExpress(buyer, [{ sku, quantity: 1 }]);
    const trackingNo = newTrackingNo();
    await ship(shop, orderNo, { trackingNo });
    await ship(shop, orderNo, { trackingNo });
    expect(await noticesOf(orderNo)).toHaveLength(1);
    expect((await noticeOf(orderNo)).parcels).toHaveLength(1);
  });

  it('is the pickup, once the code was verified', async () => {
    const orderNo = await buyForPickup(buyer, sku, 2);
    await atShop(shop.owner, shop).post(`/merchant/orders/${orderNo}/prepare-pickup`).send();
    expect(await noticesOf(orderNo)).toEqual([]);
    const { pickupCode } = (await orderOf(buyer, orderNo)) as { pickupCode: string };
    await atShop(shop.owner, shop).post('/merchant/verifications').send({ pickupCode });
    expect(await noticeOf(orderNo)).toMatchObject({
      logistics_type: 'pickup',
      isAllDelivered: true,
      parcels: [{ itemDesc: expect.stringContaining('×2') as string }],
    });
  });
});

describe('a receipt that the buyer confirmed in WeChat', () => {
  it('completes the order here as well, once, and the buyer was told about the parcel', async () => {
    const orderNo = await buyByExpress(buyer, [{ sku, quantity: 1 }]);
    const trackingNo = newTrackingNo();
    await ship(shop, orderNo, { carrier: 'SF', trackingNo });
    const told = () => getService(application().strapi, 'api::order.note-wechat-receipt')(orderNo);
    await Promise.all([told(), told(), told()]);
    const order = await orderOf(buyer, orderNo);
    expect(order).toMatchObject({ status: 'completed' });
    const receipts = (order.timeline as { event: string }[]).filter(({ event }) => event === 'receive');
    expect(receipts).toHaveLength(1);
    await eventually(async () => {
      await application().runJob('outbox-relay');
      const inbox = await as(buyer).get('/me/messages');
      expect(JSON.stringify(inbox.body.data)).toContain(`顺丰速运，单号 ${trackingNo}`);
    });
  });

  it('changes nothing while parcels are still to come', async () => {
    const orderNo = await buyByExpress(buyer, [{ sku, quantity: 2 }]);
    await ship(shop, orderNo, { items: [{ skuId: sku.documentId, quantity: 1 }] });
    await getService(application().strapi, 'api::order.note-wechat-receipt')(orderNo);
    expect(await orderOf(buyer, orderNo)).toMatchObject({ status: 'shipped' });
  });
});
