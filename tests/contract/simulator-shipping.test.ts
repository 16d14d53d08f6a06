import { createWechatMiniProgramClient } from '../../src/gateways/wechat-mini-program/client';
import type { ShippingUpload, WechatMiniProgramPort } from '../../src/gateways/wechat-mini-program/port';
import {
  createSandboxCredentials,
  type RunningSimulator,
  startWechatSimulator,
} from '../../src/gateways/wechat-simulator';
import { memoryTokenStore } from './support/memory-token-store';
import { apiFailureOf } from './support/mini-program-fixture';
import { DAY, MINUTE, SECOND, TestClock } from './support/simulator-clock';
import { TestMerchant } from './support/simulator-merchant';

const credentials = createSandboxCredentials();
const clock = new TestClock();
let simulator: RunningSimulator;
let merchant: TestMerchant;
let client: WechatMiniProgramPort;
let serial = 0;

beforeAll(async () => {
  simulator = await startWechatSimulator({ credentials, now: clock.now });
  merchant = new TestMerchant(simulator, credentials, clock.nowMs);
  const { appId, appSecret } = credentials;
  client = createWechatMiniProgramClient(
    { appId, appSecret, baseUrl: simulator.url, timeoutMs: 10_000 },
    { tokenStore: memoryTokenStore() },
  );
});

afterAll(() => simulator.close());

/** A paid order that the shipping service knows, unless it is asked for at once. */
async function paid({ isFiled = true } = {}): Promise<{ outTradeNo: string; transactionId: string }> {
  serial += 1;
  const outTradeNo = `SHIP-TEST-${serial}`;
  const { transactionId = '' } = await merchant.buy(outTradeNo);
  if (isFiled) clock.advance(MINUTE);
  return { outTradeNo, transactionId };
}

const express = (trackingNo: string, companyId = 'ZTO') => ({
  express: { companyId, trackingNo },
  itemDesc: '鸭绒枕头',
});

function upload(transactionId: string, changes: Partial<ShippingUpload> = {}): Promise<void> {
  clock.advance(SECOND);
  return client.shipping.upload({
    transactionId,
    openid: 'buyer-1',
    logisticsType: 'express',
    deliveryMode: 'unified',
    parcels: [express('ZT1')],
    isAllDelivered: true,
    uploadedAt: clock.now(),
    ...changes,
  });
}

const refusedWith = async (call: Promise<unknown>): Promise<number> => (await apiFailureOf(call)).errcode;

const raw = async (body: Record<string, unknown>): Promise<number> => {
  const token = await (
    await fetch(`${simulator.url}/cgi-bin/stable_token`, {
      method: 'POST',
      body: JSON.stringify({
        grant_type: 'client_credential',
        appid: credentials.appId,
        secret: credentials.appSecret,
      }),
    })
  ).json();
  const { access_token: accessToken } = token as { access_token: string };
  const answer = await fetch(`${simulator.url}/wxa/sec/order/upload_shipping_info?access_token=${accessToken}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  return ((await answer.json()) as { errcode: number }).errcode;
};

describe('a payment and the shipping service', () => {
  test('it is unknown for the first seconds, and known afterwards', async () => {
    const { transactionId } = await paid({ isFiled: false });
    await expect(refusedWith(upload(transactionId))).resolves.toBe(10060001);
    await expect(client.shipping.find(transactionId)).resolves.toBeNull();
    clock.advance(5 * SECOND);
    await upload(transactionId);
    await expect(client.shipping.find(transactionId)).resolves.toMatchObject({ state: 'shipped', finishCount: 1 });
  });

  test('the delay is a setting', async () => {
    await simulator.control.changeSettings({ shippingFiledAfterSeconds: 0 });
    const { transactionId } = await paid({ isFiled: false });
    await upload(transactionId);
    await simulator.control.changeSettings({ shippingFiledAfterSeconds: 5 });
  });

  test('an unpaid order and an unknown number are unknown to it', async () => {
    await merchant.prepay('SHIP-UNPAID-1');
    await expect(refusedWith(upload('4200000000000000000000000000'))).resolves.toBe(10060001);
    const key = { order_number_type: 1, mchid: credentials.mchId, out_trade_no: 'SHIP-UNPAID-1' };
    await expect(raw({ order_key: key })).resolves.toBe(10060001);
  });

  test('it belongs to the openid that paid', async () => {
    const { transactionId } = await paid();
    await expect(refusedWith(upload(transactionId, { openid: 'somebody-else' }))).resolves.toBe(10060031);
  });
});

describe('an upload', () => {
  test.each(['local', 'virtual', 'pickup'] as const)('%s needs a description and no parcel number', async (type) => {
    const { outTradeNo, transactionId } = await paid();
    await upload(transactionId, { logisticsType: type, parcels: [{ itemDesc: '扫码付款' }] });
    expect(simulator.control.shipping.find(outTradeNo)).toMatchObject({ isFinished: true, uploads: 1 });
  });

  test('SF demands a masked phone', async () => {
    const { transactionId } = await paid();
    await expect(refusedWith(upload(transactionId, { parcels: [express('SF1', 'SF')] }))).resolves.toBe(10060014);
    const parcels = [{ ...express('SF1', 'SF'), receiverPhoneMasked: '138****0001' }];
    await upload(transactionId, { parcels });
  });

  test('parcels follow one another until all is delivered, at most 15', async () => {
    const { outTradeNo, transactionId } = await paid();
    const split = { deliveryMode: 'split', isAllDelivered: false } as const;
    await upload(transactionId, { ...split, parcels: [express('A')] });
    await expect(client.shipping.find(transactionId)).resolves.toMatchObject({ state: 'to_ship', isFinished: false });
    await upload(transactionId, { ...split, parcels: [express('A'), express('B')], isAllDelivered: true });
    const found = await client.shipping.find(transactionId);
    expect(found).toMatchObject({ state: 'shipped', isFinished: true, finishCount: 1, outTradeNo });
    expect(found?.parcels.map(({ trackingNo }) => trackingNo)).toEqual(['A', 'B']);
    const many = Array.from({ length: 16 }, (_, index) => express(`M${index}`));
    await expect(upload(transactionId, { ...split, parcels: many })).rejects.toThrow(RangeError);
  });

  test('the same again changes nothing; another one is the one re-ship; a third is refused', async () => {
    const { transactionId } = await paid();
    await upload(transactionId);
    await expect(refusedWith(upload(transactionId))).resolves.toBe(10060023);
    await upload(transactionId, { parcels: [express('ZT2')] });
    await expect(refusedWith(upload(transactionId, { parcels: [express('ZT3')] }))).resolves.toBe(10060003);
  });

  test('must be newer than the one before', async () => {
    const { transactionId } = await paid();
    await upload(transactionId);
    const older = { uploadedAt: new Date(clock.nowMs() - MINUTE), parcels: [express('ZT9')] };
    await expect(refusedWith(upload(transactionId, older))).resolves.toBe(10060014);
  });

  test('of a payment that was refunded whole is refused', async () => {
    const { outTradeNo, transactionId } = await paid();
    await merchant.refund(outTradeNo, `R-${outTradeNo}`, { amount: { refund: 1880, total: 1880, currency: 'CNY' } });
    await expect(refusedWith(upload(transactionId))).resolves.toBe(10060004);
  });

  test.each<[string, (body: Record<string, unknown>) => Record<string, unknown>, number]>([
    ['order_number_type 3', (body) => ({ ...body, order_key: { order_number_type: 3 } }), 268485194],
    ['no transaction_id', (body) => ({ ...body, order_key: { order_number_type: 2 } }), 268485195],
    ['no mchid', (body) => ({ ...body, order_key: { order_number_type: 1 } }), 268485196],
    ['no out_trade_no', (body) => ({ ...body, order_key: { order_number_type: 1, mchid: '1' } }), 268485197],
    ['logistics_type 5', (body) => ({ ...body, logistics_type: 5 }), 10060005],
    ['delivery_mode 3', (body) => ({ ...body, delivery_mode: 3 }), 268485224],
    ['split pickup', (body) => ({ ...body, logistics_type: 4, delivery_mode: 2 }), 10060006],
    ['split without is_all_delivered', (body) => ({ ...body, delivery_mode: 2 }), 10060007],
    ['an object for the list', (body) => ({ ...body, shipping_list: {} }), 47001],
    ['an empty unified list', (body) => ({ ...body, shipping_list: [] }), 268485228],
    [
      'no description',
      (body) => ({ ...body, shipping_list: [{ tracking_no: '1', express_company: 'ZTO' }] }),
      10060008,
    ],
    ['no carrier', (body) => ({ ...body, shipping_list: [{ tracking_no: '1', item_desc: 'x' }] }), 268485227],
    ['no number', (body) => ({ ...body, shipping_list: [{ express_company: 'ZTO', item_desc: 'x' }] }), 268485226],
    ['a local time', (body) => ({ ...body, upload_time: '2026-03-05 16:00:00' }), 268485216],
  ])('with %s is refused with its code', async (_what, change, errcode) => {
    const { transactionId } = await paid();
    const body = {
      order_key: { order_number_type: 2, transaction_id: transactionId },
      logistics_type: 1,
      delivery_mode: 1,
      shipping_list: [{ tracking_no: 'ZT1', express_company: 'ZTO', item_desc: '鸭绒枕头' }],
      upload_time: clock.now().toISOString(),
      payer: { openid: 'buyer-1' },
    };
    await expect(raw(change(body))).resolves.toBe(errcode);
  });
});

describe('what the service tells', () => {
  test('payments come page by page and by state', async () => {
    const from = clock.now();
    const made = [await paid(), await paid(), await paid()];
    await upload(made[0]?.transactionId ?? '');
    const query = { paidFrom: from, paidUntil: new Date(clock.nowMs() + MINUTE), pageSize: 2 };
    const first = await client.shipping.list(query);
    expect(first.orders.map(({ outTradeNo }) => outTradeNo)).toEqual(made.slice(0, 2).map((order) => order.outTradeNo));
    const second = await client.shipping.list({ ...query, after: first.lastIndex ?? '' });
    expect(second).toMatchObject({ orders: [{ outTradeNo: made[2]?.outTradeNo }], lastIndex: null });
    await expect(client.shipping.list({ ...query, state: 'shipped' })).resolves.toMatchObject({
      orders: [{ outTradeNo: made[0]?.outTradeNo, openid: 'buyer-1', paidFen: 1880 }],
      lastIndex: null,
    });
    await expect(refusedWith(client.shipping.list({ ...query, after: 'x' }))).resolves.toBe(10060011);
  });

  test('receipt confirms itself: express after ten days, everything else after two', async () => {
    const parcel = await paid();
    const virtual = await paid();
    await upload(parcel.transactionId);
    await upload(virtual.transactionId, { logisticsType: 'virtual', parcels: [{ itemDesc: '会员卡' }] });
    clock.advance(2 * DAY);
    await expect(client.shipping.find(virtual.transactionId)).resolves.toMatchObject({ state: 'received' });
    await expect(client.shipping.find(parcel.transactionId)).resolves.toMatchObject({ state: 'shipped' });
    clock.advance(8 * DAY);
    await expect(client.shipping.find(parcel.transactionId)).resolves.toMatchObject({ state: 'received' });
  });

  test('the buyer is reminded once, of express parcels that are on their way', async () => {
    const { transactionId } = await paid();
    const remind = (receivedAt = clock.now()) => client.shipping.remindToConfirm({ transactionId, receivedAt });
    await expect(refusedWith(remind())).resolves.toBe(10060028);
    await upload(transactionId);
    await expect(refusedWith(remind(new Date(clock.nowMs() - DAY)))).resolves.toBe(10060029);
    await remind();
    await expect(refusedWith(remind())).resolves.toBe(10060030);
    const local = await paid();
    await upload(local.transactionId, { logisticsType: 'local', parcels: [{ itemDesc: '蔬菜' }] });
    const call = client.shipping.remindToConfirm({ transactionId: local.transactionId, receivedAt: clock.now() });
    await expect(refusedWith(call)).resolves.toBe(10060032);
  });

  test('the message path is kept and the trade mode is told', async () => {
    await client.shipping.setMessagePath('pages/order/detail?outTradeNo=${商品订单号}');
    await expect(client.shipping.isTradeManaged()).resolves.toBe(true);
    await simulator.control.changeSettings({ isTradeManaged: false });
    await expect(client.shipping.isTradeManaged()).resolves.toBe(false);
  });
});
