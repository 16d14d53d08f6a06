import { networkInterfaces } from 'node:os';
import {
  createSandboxCredentials,
  type RunningSimulator,
  startWechatSimulator,
} from '../../src/gateways/wechat-simulator';
import { TestMerchant } from './support/simulator-merchant';

const credentials = createSandboxCredentials();
let simulator: RunningSimulator;
let merchant: TestMerchant;

beforeAll(async () => {
  simulator = await startWechatSimulator({ credentials, host: '0.0.0.0', settings: { refundSettleSeconds: null } });
  merchant = new TestMerchant(simulator, credentials);
});

afterAll(() => simulator.close());

async function control(method: string, path: string, body?: unknown) {
  const response = await fetch(`${simulator.url}/_control/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}

test('a whole purchase and refund can be driven over HTTP', async () => {
  const prepay = await merchant.prepay('CONTROL-1');
  const payParams = merchant.payParams(String(prepay.body.prepay_id));
  const paid = await control('POST', 'pay', { payParams, openid: 'buyer-1', notify: 'none' });
  expect(paid.body).toMatchObject({ errMsg: 'requestPayment:ok', outTradeNo: 'CONTROL-1' });
  expect((await control('GET', 'payments/CONTROL-1')).body).toMatchObject({ tradeState: 'SUCCESS', totalFen: 1880 });
  await merchant.refund('CONTROL-1', 'R-CONTROL-1');
  const settled = await control('POST', 'refunds/R-CONTROL-1/settle', { status: 'SUCCESS' });
  expect(settled.body).toMatchObject({ status: 'SUCCESS', refundFen: 880 });
  expect((await control('POST', 'refunds/R-CONTROL-1/settle', { status: 'CLOSED' })).status).toBe(409);
  const [notification] = (await control('GET', 'notifications')).body as unknown as { id: string }[];
  const resent = await control('POST', `notifications/${notification?.id ?? ''}/resend`, { times: 2 });
  expect(resent.body).toHaveLength(2);
  expect((await control('GET', 'refunds')).body).toHaveLength(1);
  expect((await control('GET', 'payments')).body).toHaveLength(1);
});

test('a failed payment is an answer with its reason, not an HTTP error', async () => {
  const payParams = merchant.payParams('wx0');
  const reply = await control('POST', 'pay', { payParams, openid: 'buyer-1' });
  expect(reply.status).toBe(200);
  expect(reply.body).toEqual({ errMsg: 'requestPayment:fail', reason: '支付场景非法' });
});

test('codes, subscriptions, faults and settings have their calls', async () => {
  expect((await control('POST', 'login-codes', { openid: 'member-1' })).body.code).toMatch(/^\w{32}$/);
  expect((await control('POST', 'phone-codes', { phone: '13800000001' })).body.code).toMatch(/^\w{32}$/);
  const subscription = { openid: 'member-1', templateId: 'tpl-1', count: 3 };
  expect((await control('POST', 'subscriptions', subscription)).body).toEqual({ left: 3 });
  await control('POST', 'faults', { kind: 'slow', match: '/v3/', times: null, seconds: 0.01 });
  expect((await control('GET', 'faults')).body).toHaveLength(1);
  expect((await control('DELETE', 'faults')).status).toBe(200);
  expect((await control('GET', 'faults')).body).toEqual([]);
  await control('POST', 'settings', { refundGapSeconds: 5, balanceFen: 100 });
  expect((await control('GET', 'settings')).body).toMatchObject({ refundGapSeconds: 5, balanceFen: 100 });
  expect((await control('POST', 'access-tokens/revoke', {})).body).toEqual({ done: true });
  expect((await control('GET', 'messages')).body).toEqual([]);
  expect((await control('GET', 'calls')).body).toHaveProperty(['POST /v3/pay/transactions/jsapi']);
});

test.each([
  ['POST', 'login-codes', {}, 400],
  ['POST', 'faults', { kind: 'earthquake' }, 400],
  ['POST', 'settings', { unknown: 1 }, 400],
  ['GET', 'payments/NOBODY', undefined, 404],
  ['POST', 'notifications/nobody/resend', {}, 404],
  ['POST', 'refunds/nobody/settle', { status: 'SUCCESS' }, 404],
  ['GET', 'nothing', undefined, 404],
])('%s %s with %j is answered %i in one sentence', async (method, path, body, status) => {
  const reply = await control(method, path, body);
  expect(reply.status).toBe(status);
  expect(typeof reply.body.error).toBe('string');
});

test('a page of another origin may call it', async () => {
  const preflight = await fetch(`${simulator.url}/_control/pay`, { method: 'OPTIONS' });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
  expect((await control('GET', 'faults')).headers.get('access-control-allow-origin')).toBe('*');
});

const outside = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

test('from another address of the network it is refused, while WeChat’s own calls are served', async () => {
  // A machine without a network card has no other address; then only the loopback half can be shown.
  const base = outside === undefined ? simulator.url : simulator.url.replace('127.0.0.1', outside);
  expect((await fetch(`${base}/_control/payments`)).status).toBe(outside === undefined ? 200 : 403);
  expect((await fetch(`${base}/cgi-bin/token`)).status).toBe(200);
});

test('reset leaves an empty platform with its start settings', async () => {
  await control('POST', 'settings', { keyMode: 'certificate' });
  expect((await control('POST', 'reset', {})).body).toEqual({ done: true });
  expect((await control('GET', 'payments')).body).toEqual([]);
  expect((await control('GET', 'settings')).body).toMatchObject({ keyMode: 'public-key', refundSettleSeconds: null });
  expect((await merchant.query('CONTROL-1')).status).toBe(404);
});
