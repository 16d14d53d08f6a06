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
  simulator = await startWechatSimulator({ credentials });
  merchant = new TestMerchant(simulator, credentials);
});

afterAll(() => simulator.close());

const target = '/v3/pay/transactions/jsapi';

test('a correctly signed request is served and its answer is signed over the raw body', async () => {
  const reply = await merchant.prepay('SIGNED-0001');
  expect(reply.status).toBe(200);
  expect(reply.body.prepay_id).toMatch(/^wx[0-9a-f]{34}$/);
  expect(reply.headers.get('wechatpay-serial')).toBe(credentials.wechatpayPublicKeyId);
  expect(reply.headers.get('wechatpay-signature-type')).toBe('WECHATPAY2-SHA256-RSA2048');
  expect(merchant.isSigned(reply.headers, reply.text)).toBe(true);
  expect(merchant.isSigned(reply.headers, `${reply.text} `)).toBe(false);
  expect(reply.headers.get('request-id')).toMatch(/-0$/);
});

test('a body that differs from the signed one is refused with the details that make it findable', async () => {
  const order = merchant.order('SIGNED-0002');
  const reply = await merchant.call('POST', target, order, { signedBody: JSON.stringify({ ...order, attach: 'x' }) });
  expect(reply.status).toBe(401);
  expect(reply.body).toMatchObject({
    code: 'SIGN_ERROR',
    detail: {
      detail: { issue: 'sign not match' },
      field: 'signature',
      location: 'authorization',
      sign_information: { method: 'POST', url: target },
    },
  });
  expect(JSON.stringify(reply.body)).not.toContain('SIGNED-0002');
  expect(reply.headers.get('wechatpay-signature')).toBeNull();
  expect(simulator.control.listPayments().map(({ outTradeNo }) => outTradeNo)).not.toContain('SIGNED-0002');
});

test('the query string is part of what is signed', async () => {
  const path = '/v3/pay/transactions/out-trade-no/SIGNED-0001';
  const changes = { headers: { Authorization: merchant.authorization('GET', path, '', {}) } };
  const reply = await merchant.call('GET', `${path}?mchid=${credentials.mchId}`, undefined, changes);
  expect(reply.status).toBe(401);
});

test.each([
  ['an unknown certificate serial', { serial: 'ABCDEF' }, '商户证书序列号有误'],
  ['another merchant', { mchid: '1900000001' }, '商户号不存在或与证书不匹配'],
  ['no authorization', { headers: { Authorization: '' } }, 'Authorization 请求头缺失或格式不正确'],
  ['a scheme without pairs', { headers: { Authorization: 'WECHATPAY2-SHA256-RSA2048 mchid="1"' } }, undefined],
  ['a clock six minutes behind', { timestamp: Math.floor(Date.now() / 1000) - 360 }, undefined],
  ['a clock six minutes ahead', { timestamp: Math.floor(Date.now() / 1000) + 360 }, undefined],
])('%s is refused with 401 SIGN_ERROR', async (_what, changes, message) => {
  const reply = await merchant.call('POST', target, merchant.order('SIGNED-0003'), changes);
  expect(reply.status).toBe(401);
  expect(reply.body.code).toBe('SIGN_ERROR');
  if (message !== undefined) expect(reply.body.message).toBe(message);
});

test('a clock four minutes off is tolerated', async () => {
  const timestamp = Math.floor(Date.now() / 1000) - 240;
  const reply = await merchant.call('POST', target, merchant.order('SIGNED-0004'), { timestamp });
  expect(reply.status).toBe(200);
});

test('the merchant in the body must be the one who signed', async () => {
  const reply = await merchant.prepay('SIGNED-0005', { mchid: '1900000001' });
  expect([reply.status, reply.body.code]).toEqual([401, 'SIGN_ERROR']);
});

test.each([
  ['Accept', { Accept: 'text/html' }],
  ['Content-Type', { 'Content-Type': 'text/plain' }],
])('a request with an unfit %s header is refused', async (_name, headers) => {
  const reply = await merchant.call('POST', target, merchant.order('SIGNED-0006'), { headers });
  expect([reply.status, reply.body.code]).toEqual([400, 'PARAM_ERROR']);
});

test('a path the platform does not know is 404, not a crash', async () => {
  expect((await merchant.call('GET', '/v3/unknown')).status).toBe(404);
  expect((await merchant.call('GET', '/v3/refund/domestic/refunds/%E0%A4%A')).status).toBe(404);
  expect((await fetch(`${simulator.url}/nothing`)).status).toBe(404);
});
