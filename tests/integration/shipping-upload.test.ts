import { randomBytes } from 'node:crypto';
import type {} from '../../src/api/wechat/services/request-shipping-upload';
import type { ShippingUploadRequest } from '../../src/api/wechat/services/request-shipping-upload';
import { inTransaction } from '../../src/platform/database/in-transaction';
import { getService } from '../../src/platform/get-service';
import { signInToPanel } from '../support/admin-client';
import { application } from '../support/api';
import { ensurePaymentRule } from '../support/points';
import { as, database, signIn, type SignedIn } from '../support/members';
import { makePaymentCode } from '../support/merchants';
import { outTradeNoOf } from '../support/notifications';
import { runService } from '../support/run-service';
import { buy, makeSku, payInWechat, pickupOrder } from '../support/shopping';

const control = () => application().wechat.control;
const clock = () => application().clock;
const filed = (outTradeNo: string) => control().shipping.find(outTradeNo);
/** Other files of the worker leave uploads behind, and a run takes a batch at a time. */
async function upload(): Promise<void> {
  while ((await application().runJob('upload-shipping')) > 0);
}

interface UploadRow {
  id: number;
  document_id: string;
  state: string;
  revision: number;
  attempts: number;
  last_error: string | null;
  last_error_code: number | null;
  uploaded_at: unknown;
  sending_until: unknown;
}

const rowOf = async (orderNo: string): Promise<UploadRow | undefined> =>
  (await database()('shipping_uploads').where({ order_no: orderNo }).first()) as UploadRow | undefined;

interface Paid {
  member: SignedIn;
  orderNo: string;
  outTradeNo: string;
  transactionId: string;
}

/** A paid order that waits for somebody to hand it over. */
async function paidOrder(): Promise<Paid> {
  const member = await signIn();
  const orderNo = await buy(member, await pickupOrder(await makeSku()));
  const outTradeNo = await outTradeNoOf(orderNo);
  const { transactionId } = control().findPayment(outTradeNo);
  return { member, orderNo, outTradeNo, transactionId: transactionId ?? '' };
}

const parcel = (trackingNo: string, carrier = '中通快递') => ({ carrier, trackingNo, itemDesc: '龙井' });

/** As the shipping use case asks for it. */
const request = (paid: Paid, changes: Partial<ShippingUploadRequest> = {}): Promise<void> => {
  const { strapi } = application();
  return inTransaction(strapi, (trx) =>
    getService(strapi, 'api::wechat.request-shipping-upload')(trx, {
      orderNo: paid.orderNo,
      paymentOutTradeNo: paid.outTradeNo,
      transactionId: paid.transactionId,
      openid: paid.member.openid,
      logisticsType: 'express',
      parcels: [parcel('ZT1')],
      isAllDelivered: true,
      at: clock().now(),
      ...changes,
    }),
  );
};

/** Delivers the events that wait. */
async function relay(): Promise<void> {
  while ((await application().runJob('outbox-relay')) > 0);
}

async function scanAndPay(member: SignedIn): Promise<string> {
  const { code } = await makePaymentCode();
  const started = await as(member).post(`/payment-codes/${code}/pay`).send({ amount: 1_880 });
  const { orderNo, payParams } = (started.body as { data: { orderNo: string; payParams: never } }).data;
  await payInWechat(member, payParams);
  return orderNo;
}

beforeAll(async () => {
  await ensurePaymentRule();
  await control().changeSettings({ shippingFiledAfterSeconds: 0 });
});
afterAll(() => control().changeSettings({ shippingFiledAfterSeconds: 5 }));
afterEach(() => {
  control().clearFaults();
  clock().reset();
});

// Incident 28.
describe('orders that their payment completes', () => {
  it('are uploaded as virtual goods: scan-to-pay', async () => {
    const orderNo = await scanAndPay(await signIn());
    await relay();
    await upload();
    expect(await rowOf(orderNo)).toMatchObject({ state: 'uploaded', logistics_type: 'virtual', attempts: 1 });
    expect(filed(await outTradeNoOf(orderNo))).toMatchObject({ logisticsType: 3, isFinished: true });
  });

  it('are uploaded as virtual goods: virtual products, by name', async () => {
    const member = await signIn();
    const sku = await makeSku({ product: { kind: 'virtual', name: '年度会员卡' } });
    const orderNo = await buy(member, { items: [{ skuId: sku.documentId, quantity: 2 }], delivery: { mode: 'none' } });
    await relay();
    await upload();
    const found = filed(await outTradeNoOf(orderNo));
    expect(found?.parcels).toEqual([{ trackingNo: '', companyId: '', itemDesc: '年度会员卡×2' }]);
  });

  it('are not uploaded when WeChat was not paid, and orders that wait are not either', async () => {
    const waiting = await paidOrder();
    const free = await paidOrder();
    await database()('orders').where({ order_no: free.orderNo }).update({ state: 'completed' });
    await database()('payments').where({ order_no: free.orderNo }).update({ method: 'zero' });
    await relay();
    expect(await rowOf(waiting.orderNo)).toBeUndefined();
    expect(await rowOf(free.orderNo)).toBeUndefined();
    await database()('payments').where({ order_no: free.orderNo }).update({ method: 'wechat' });
    await database()('orders').where({ order_no: free.orderNo }).update({ state: 'awaiting_fulfilment' });
  });
});

// Incident 28.
describe('orders that somebody hands over', () => {
  it.each([
    ['express', 1],
    ['local', 2],
    ['pickup', 4],
  ] as const)('are uploaded: %s', async (logisticsType, number) => {
    const paid = await paidOrder();
    await request(paid, { logisticsType });
    await upload();
    expect(filed(paid.outTradeNo)).toMatchObject({ logisticsType: number, isFinished: true, uploads: 1 });
    expect(await rowOf(paid.orderNo)).toMatchObject({ state: 'uploaded', last_error: null, sending_until: null });
  });

  it('10060001 for twenty hours delays the upload and loses nothing', async () => {
    const paid = await paidOrder();
    await control().changeSettings({ shippingFiledAfterSeconds: 20 * 3600 });
    await request(paid);
    for (let hour = 0; hour < 20; hour += 1) {
      await upload();
      expect(await rowOf(paid.orderNo)).toMatchObject({ state: 'pending', last_error_code: 10060001 });
      clock().advance({ hours: 1 });
    }
    await control().changeSettings({ shippingFiledAfterSeconds: 0 });
    await upload();
    expect(await rowOf(paid.orderNo)).toMatchObject({ state: 'uploaded', last_error_code: null, attempts: 21 });
  });

  it('tries again within seconds', async () => {
    const paid = await paidOrder();
    control().addFault({ kind: 'errcode', errcode: 10060001, match: '/wxa/sec/order/' });
    await request(paid);
    await upload();
    expect(await rowOf(paid.orderNo)).toMatchObject({ state: 'pending' });
    clock().advance({ seconds: 6 });
    await upload();
    expect(await rowOf(paid.orderNo)).toMatchObject({ state: 'uploaded' });
  });

  it('gives up after three days, visibly', async () => {
    const paid = await paidOrder();
    await request(paid);
    clock().advance({ days: 3, hours: 1 });
    control().addFault({ kind: 'errcode', errcode: 10060001, match: '/wxa/sec/order/' });
    await upload();
    expect(await rowOf(paid.orderNo)).toMatchObject({ state: 'gave_up', last_error_code: 10060001 });
  });

  it('an answer that got lost is not an error: the repetition changes nothing', async () => {
    const paid = await paidOrder();
    control().addFault({ kind: 'reset-after', match: '/wxa/sec/order/upload_shipping_info' });
    await request(paid);
    await upload();
    expect(await rowOf(paid.orderNo)).toMatchObject({ state: 'pending' });
    clock().advance({ seconds: 10 });
    await upload();
    expect(await rowOf(paid.orderNo)).toMatchObject({ state: 'uploaded' });
    expect(filed(paid.outTradeNo)).toMatchObject({ uploads: 1, hasReshipped: false });
  });

  it('the same wish, ten times at once, is one row and one upload', async () => {
    const paid = await paidOrder();
    await Promise.all(Array.from({ length: 10 }, () => request(paid)));
    expect(await rowOf(paid.orderNo)).toMatchObject({ revision: 1 });
    await upload();
    await request(paid);
    expect(await rowOf(paid.orderNo)).toMatchObject({ revision: 1, state: 'uploaded' });
    expect(filed(paid.outTradeNo)).toMatchObject({ uploads: 1 });
  });

  it('a second parcel follows the first', async () => {
    const paid = await paidOrder();
    await request(paid, { isAllDelivered: false });
    await upload();
    expect(filed(paid.outTradeNo)).toMatchObject({ isFinished: false, deliveryMode: 2 });
    clock().advance({ seconds: 1 });
    await request(paid, { parcels: [parcel('ZT1'), parcel('ZT2', '韵达')] });
    await upload();
    expect(filed(paid.outTradeNo)).toMatchObject({ isFinished: true, uploads: 2, hasReshipped: false });
    expect(filed(paid.outTradeNo)?.parcels.map(({ trackingNo }) => trackingNo)).toEqual(['ZT1', 'ZT2']);
  });

  it('a wish that is replaced during its own upload is uploaded next, and never two at once', async () => {
    const paid = await paidOrder();
    await request(paid, { isAllDelivered: false });
    control().addFault({ kind: 'slow', seconds: 0.4, match: '/wxa/sec/order/upload_shipping_info' });
    const first = upload();
    await new Promise((done) => setTimeout(done, 150));
    await request(paid, { parcels: [parcel('ZT1'), parcel('ZT2')] });
    // The job itself joins a run that is under way, so another instance's is what is called here.
    await runService('api::wechat.upload-shipping');
    expect(filed(paid.outTradeNo)).toMatchObject({ uploads: 1 });
    await first;
    expect(await rowOf(paid.orderNo)).toMatchObject({ state: 'pending', revision: 2, sending_until: null });
    clock().advance({ seconds: 10 });
    await upload();
    expect(await rowOf(paid.orderNo)).toMatchObject({ state: 'uploaded', revision: 2 });
    expect(filed(paid.outTradeNo)).toMatchObject({ uploads: 2, isFinished: true });
  });

  it('a process that died during an upload holds it up for a while only', async () => {
    const paid = await paidOrder();
    await request(paid);
    clock().advance({ minutes: 1 });
    const soon = clock().now();
    clock().reset();
    await database()('shipping_uploads').where({ order_no: paid.orderNo }).update({ sending_until: soon });
    await upload();
    expect(filed(paid.outTradeNo)).toBeNull();
    clock().advance({ minutes: 2 });
    await upload();
    expect(await rowOf(paid.orderNo)).toMatchObject({ state: 'uploaded' });
  });

  it('an order that was refunded meanwhile is left alone', async () => {
    const paid = await paidOrder();
    await request(paid);
    await database()('orders').where({ order_no: paid.orderNo }).update({ state: 'refunded' });
    await upload();
    expect(await rowOf(paid.orderNo)).toMatchObject({ state: 'gave_up', last_error_code: null });
    expect(filed(paid.outTradeNo)).toBeNull();
    await database()('orders').where({ order_no: paid.orderNo }).update({ state: 'awaiting_fulfilment' });
  });

  it('a final refusal is visible and not repeated', async () => {
    const paid = await paidOrder();
    await request(paid, { openid: `o_${randomBytes(6).toString('hex')}` });
    await upload();
    const calls = control().countCalls()['POST /wxa/sec/order/upload_shipping_info'];
    clock().advance({ hours: 1 });
    await upload();
    expect(await rowOf(paid.orderNo)).toMatchObject({ state: 'failed', last_error_code: 10060031 });
    expect(control().countCalls()['POST /wxa/sec/order/upload_shipping_info']).toBe(calls);
  });
});

describe('the panel action 重新上报', () => {
  it('takes another carrier for the one that WeChat does not know', async () => {
    const admin = await signInToPanel();
    const paid = await paidOrder();
    await request(paid, { parcels: [parcel('LW1', '隔壁老王')] });
    await upload();
    const row = await rowOf(paid.orderNo);
    expect(row).toMatchObject({ state: 'failed', last_error: expect.stringContaining('隔壁老王') as string });
    const path = `/shop/shipping-uploads/${row?.document_id ?? ''}/retry`;
    expect((await admin.call('post', path, { carrier: '隔壁老李' })).status).toBe(400);
    expect((await admin.call('post', path, { carrier: '韵达' })).status).toBe(200);
    await upload();
    expect(filed(paid.outTradeNo)?.parcels).toMatchObject([{ companyId: 'YD', trackingNo: 'LW1' }]);
    const audit = await database()('audit_logs').where({
      action: 'shipping-upload.retry',
      subject_id: row?.document_id,
    });
    expect(audit).toHaveLength(1);
  });

  it('is refused for what does not exist and for nobody', async () => {
    const admin = await signInToPanel();
    expect((await admin.call('post', '/shop/shipping-uploads/nothing/retry', {})).status).toBe(404);
    const answer = await fetch(`${application().url}/shop/shipping-uploads/nothing/retry`, { method: 'POST' });
    expect(answer.status).toBe(401);
  });
});
