import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createWechatMiniProgramClient } from '../../src/gateways/wechat-mini-program/client';
import { MessagePush, type PushMessage } from '../../src/gateways/wechat-mini-program/message-push';
import type { WechatMiniProgramPort } from '../../src/gateways/wechat-mini-program/port';
import {
  createSandboxCredentials,
  type RunningSimulator,
  startWechatSimulator,
} from '../../src/gateways/wechat-simulator';
import { memoryTokenStore } from './support/memory-token-store';
import { apiFailureOf } from './support/mini-program-fixture';
import { TestMerchant } from './support/simulator-merchant';

const credentials = createSandboxCredentials();
const { appId, appSecret, pushToken: token, pushAesKey: encodingAesKey } = credentials;
const receive = { plain: { appId, token }, sealed: { appId, token, encodingAesKey } };
let simulator: RunningSimulator;
let client: WechatMiniProgramPort;
let shop: Server;
let received: { query: Record<string, string>; body: string }[] = [];
let answers: { status: number; body: string }[] = [];

beforeAll(async () => {
  shop = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { searchParams } = new URL(request.url ?? '', 'http://shop');
      received.push({ query: Object.fromEntries(searchParams), body: Buffer.concat(chunks).toString() });
      const { status, body } = answers.shift() ?? { status: 200, body: 'success' };
      response.writeHead(status).end(body);
    });
  });
  await new Promise<void>((done) => shop.listen(0, '127.0.0.1', done));
  simulator = await startWechatSimulator({ credentials, settings: { mediaCheckSeconds: null } });
  const pushUrl = `http://127.0.0.1:${String((shop.address() as AddressInfo).port)}/wechat/push`;
  await simulator.control.changeSettings({ pushUrl, shippingFiledAfterSeconds: 0 });
  client = createWechatMiniProgramClient(
    { appId, appSecret, baseUrl: simulator.url, timeoutMs: 10_000 },
    { tokenStore: memoryTokenStore() },
  );
});

afterAll(async () => {
  await simulator.close();
  shop.closeAllConnections();
  await new Promise((done) => shop.close(done));
});

beforeEach(async () => {
  received = [];
  answers = [];
  await simulator.control.changeSettings({ pushMode: 'safe', pushFormat: 'json' });
});

const login = (openid: string) => client.codeToSession(`${openid}#${Math.random()}`);

const read = (config: ConstructorParameters<typeof MessagePush>[0] = receive.sealed): PushMessage => {
  const last = received.at(-1);
  return new MessagePush(config, { now: () => new Date() }).read(last?.query ?? {}, last?.body ?? '');
};

test.each([
  ['plain', 'json'],
  ['plain', 'xml'],
  ['compatible', 'json'],
  ['compatible', 'xml'],
  ['safe', 'json'],
  ['safe', 'xml'],
] as const)('an event arrives in %s mode as %s', async (pushMode, pushFormat) => {
  await simulator.control.changeSettings({ pushMode, pushFormat });
  const event = { List: [{ TemplateId: 't1', SubscribeStatusString: 'accept', PopupScene: '0' }] };
  simulator.control.shipping.push('subscribe_msg_popup_event', event, 'member-1');
  await simulator.control.deliveriesSettled();
  const message = read(pushMode === 'plain' ? receive.plain : receive.sealed);
  expect(message).toMatchObject({ event: 'subscribe_msg_popup_event', fromUser: 'member-1', format: pushFormat });
  expect(received[0]?.body.includes('subscribe_msg_popup_event')).toBe(pushMode !== 'safe');
});

test('an event that is not acknowledged comes four times in all, the same one each time', async () => {
  answers = Array.from({ length: 4 }, () => ({ status: 500, body: '' }));
  const push = simulator.control.shipping.push('debug_demo', { debug_str: 'x' });
  await simulator.control.deliveriesSettled();
  expect(push).toMatchObject({ status: 'given-up', attempts: { length: 4 } });
  answers = [{ status: 200, body: 'nonsense' }];
  await simulator.control.shipping.resend(push.id);
  expect(push).toMatchObject({ status: 'delivered', attempts: { length: 6 } });
});

test('a picture is judged later, by an event with its trace id', async () => {
  await login('painter-1');
  const image = { openid: 'painter-1', scene: 'comment', url: 'https://cdn.example/risky.png' } as const;
  const { traceId } = await client.checkImage(image);
  expect(received).toHaveLength(0);
  simulator.control.finishMediaCheck(traceId);
  await simulator.control.deliveriesSettled();
  expect(read()).toMatchObject({
    event: 'wxa_media_check',
    fields: { trace_id: traceId, result: { suggest: 'risky', label: 20002 } },
  });
  expect(() => {
    simulator.control.finishMediaCheck(traceId);
  }).toThrow();
  const stranger = { ...image, openid: 'stranger' };
  await expect(apiFailureOf(client.checkImage(stranger))).resolves.toMatchObject({ errcode: 40003 });
  await expect(client.checkImage({ ...image, url: '/uploads/1.png' })).rejects.toThrow(RangeError);
});

test('shipping is announced when it is finished and again when the money is released', async () => {
  const merchant = new TestMerchant(simulator, credentials);
  const { transactionId = '' } = await merchant.buy('PUSH-SHIP-1');
  expect(simulator.control.shipping.remind('PUSH-SHIP-1')).toBe(true);
  await simulator.control.deliveriesSettled();
  expect(read()).toMatchObject({ event: 'trade_manage_remind_shipping', fields: { transaction_id: transactionId } });
  expect(await simulator.control.shipping.settle('PUSH-SHIP-1', 'manual')).toBe(false);
  await client.shipping.upload({
    transactionId,
    openid: 'buyer-1',
    logisticsType: 'virtual',
    deliveryMode: 'unified',
    parcels: [{ itemDesc: '扫码付款' }],
    isAllDelivered: true,
    uploadedAt: new Date(),
  });
  await simulator.control.deliveriesSettled();
  expect(read().fields).toMatchObject({
    merchant_trade_no: 'PUSH-SHIP-1',
    estimated_settlement_time: expect.any(Number) as number,
  });
  expect(await simulator.control.shipping.settle('PUSH-SHIP-1', 'manual')).toBe(true);
  await simulator.control.deliveriesSettled();
  expect(read().fields).toMatchObject({ confirm_receive_method: 2, settlement_time: expect.any(Number) as number });
});

test('the control interface has a call for each of them', async () => {
  const control = async (method: string, path: string, body?: unknown): Promise<number> => {
    const init = { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    return (await fetch(`${simulator.url}/_control/${path}`, init)).status;
  };
  expect(await control('POST', 'pushes', { event: 'debug_demo', fields: { debug_str: 'y' } })).toBe(200);
  expect(await control('GET', 'pushes')).toBe(200);
  expect(await control('POST', 'pushes/nobody/resend', {})).toBe(404);
  expect(await control('GET', 'shipping/NOBODY')).toBe(404);
  expect(await control('POST', 'shipping/NOBODY/remind', {})).toBe(404);
  expect(await control('POST', 'shipping/NOBODY/settle', {})).toBe(404);
  expect(await control('POST', 'media-checks/nobody', {})).toBe(404);
  await simulator.control.deliveriesSettled();
});
