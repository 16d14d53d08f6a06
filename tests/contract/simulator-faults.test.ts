import {
  createSandboxCredentials,
  type FaultRequest,
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

afterEach(() => {
  simulator.control.clearFaults();
});

const fault = (request: FaultRequest) => simulator.control.addFault({ match: '/v3/pay/', ...request });
const secondsOff = (headers: Headers) => Number(headers.get('wechatpay-timestamp')) - Date.now() / 1000;
const exists = (outTradeNo: string) =>
  simulator.control.listPayments().some((payment) => payment.outTradeNo === outTradeNo);

describe('signature faults leave the effect and spoil the proof', () => {
  test('bad-signature', async () => {
    fault({ kind: 'bad-signature' });
    const reply = await merchant.prepay('FAULT-BAD');
    expect([reply.status, merchant.isSigned(reply.headers, reply.text)]).toEqual([200, false]);
  });

  test('signature-probe replaces the head of a real signature', async () => {
    fault({ kind: 'signature-probe' });
    const reply = await merchant.prepay('FAULT-PROBE');
    expect(reply.headers.get('wechatpay-signature')).toMatch(/^WECHATPAY\/SIGNTEST\//);
    expect(reply.headers.get('wechatpay-signature')).toHaveLength(344);
    expect(merchant.isSigned(reply.headers, reply.text)).toBe(false);
  });

  test('stale-timestamp and future-timestamp are genuine signatures outside the five minutes', async () => {
    fault({ kind: 'stale-timestamp' });
    fault({ kind: 'future-timestamp' });
    const stale = await merchant.prepay('FAULT-STALE');
    const future = await merchant.prepay('FAULT-FUTURE');
    expect(secondsOff(stale.headers)).toBeLessThan(-300);
    expect(secondsOff(future.headers)).toBeGreaterThan(300);
    expect(merchant.isSigned(stale.headers, stale.text) && merchant.isSigned(future.headers, future.text)).toBe(true);
  });

  test('unknown-serial', async () => {
    fault({ kind: 'unknown-serial' });
    const reply = await merchant.prepay('FAULT-SERIAL');
    expect(reply.headers.get('wechatpay-serial')).toMatch(/^PUB_KEY_ID_/);
    expect(reply.headers.get('wechatpay-serial')).not.toBe(credentials.wechatpayPublicKeyId);
  });

  test('missing-headers', async () => {
    fault({ kind: 'missing-headers' });
    const reply = await merchant.prepay('FAULT-HEADERS');
    expect([reply.status, reply.headers.get('wechatpay-signature')]).toEqual([200, null]);
  });

  test('truncated-body', async () => {
    fault({ kind: 'truncated-body' });
    await expect(merchant.prepay('FAULT-CUT')).rejects.toThrow(SyntaxError);
    expect(exists('FAULT-CUT')).toBe(true);
  });
});

describe('failures before and after the effect', () => {
  test.each([
    ['too-many-requests', 429, 'FREQUENCY_LIMITED', false],
    ['system-error-before', 500, 'SYSTEM_ERROR', false],
    ['system-error-after', 500, 'SYSTEM_ERROR', true],
  ] as const)('%s', async (kind, status, code, isDone) => {
    fault({ kind });
    const reply = await merchant.prepay(`FAULT-${kind}`);
    expect([reply.status, reply.body.code]).toEqual([status, code]);
    expect(reply.headers.get('wechatpay-signature')).toBeNull();
    expect(exists(`FAULT-${kind}`)).toBe(isDone);
  });

  test('no-permission refuses under a signature, and nothing happens', async () => {
    fault({ kind: 'no-permission' });
    const reply = await merchant.prepay('FAULT-no-permission');
    expect([reply.status, reply.body.code]).toEqual([403, 'NO_AUTH']);
    expect(reply.headers.get('wechatpay-signature')).not.toBeNull();
    expect(exists('FAULT-no-permission')).toBe(false);
  });

  test.each([
    ['reset-before', false],
    ['reset-after', true],
  ] as const)('%s cuts the connection', async (kind, isDone) => {
    fault({ kind });
    await expect(merchant.prepay(`FAULT-${kind}`)).rejects.toThrow(/fetch failed/);
    expect(exists(`FAULT-${kind}`)).toBe(isDone);
  });

  test('slow answers late', async () => {
    fault({ kind: 'slow', seconds: 0.2 });
    const startedAt = performance.now();
    expect((await merchant.prepay('FAULT-SLOW')).status).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThan(190);
  });
});

test('altered-content is signed as genuine', async () => {
  await merchant.buy('FAULT-ALTERED');
  fault({ kind: 'altered-content', fields: { amount: { total: 1 } } });
  const reply = await merchant.query('FAULT-ALTERED');
  expect(reply.body.amount).toMatchObject({ total: 1, payer_total: 1880 });
  expect(merchant.isSigned(reply.headers, reply.text)).toBe(true);
});

test('a switch strikes only its own paths, and only as often as it says', async () => {
  fault({ kind: 'too-many-requests', match: '/v3/refund/', times: null });
  fault({ kind: 'too-many-requests', match: '/v3/pay/transactions/jsapi', times: 2 });
  const statuses = [];
  for (let count = 0; count < 3; count += 1) statuses.push((await merchant.prepay('FAULT-TIMES')).status);
  expect(statuses).toEqual([429, 429, 200]);
  expect(simulator.control.listFaults()).toHaveLength(1);
  for (let count = 0; count < 3; count += 1) expect((await merchant.refund('FAULT-TIMES', 'R-1')).status).toBe(429);
});
