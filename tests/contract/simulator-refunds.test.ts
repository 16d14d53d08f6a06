import {
  createSandboxCredentials,
  type RunningSimulator,
  startWechatSimulator,
} from '../../src/gateways/wechat-simulator';
import { DAY, MINUTE, SECOND, TestClock } from './support/simulator-clock';
import { TestMerchant } from './support/simulator-merchant';

const credentials = createSandboxCredentials();
const clock = new TestClock();
let simulator: RunningSimulator;
let merchant: TestMerchant;

beforeAll(async () => {
  const settings = { refundSettleSeconds: null };
  simulator = await startWechatSimulator({ credentials, now: clock.now, settings });
  merchant = new TestMerchant(simulator, credentials, clock.nowMs);
});

afterAll(() => simulator.close());

// Refused refunds are rationed per second, so every test begins in a second of its own.
beforeEach(() => {
  clock.advance(2 * MINUTE);
});

const amount = (refund: number, total = 1880) => ({ amount: { refund, total, currency: 'CNY' } });

test('a refund is accepted as PROCESSING, the order becomes REFUND, and the query shows the same object', async () => {
  const { transactionId } = await merchant.buy('REFUND-A');
  const reply = await merchant.refund('REFUND-A', 'R-A-1');
  expect(reply.status).toBe(200);
  expect(reply.body).toMatchObject({
    out_refund_no: 'R-A-1',
    out_trade_no: 'REFUND-A',
    transaction_id: transactionId,
    status: 'PROCESSING',
    channel: 'ORIGINAL',
    amount: { total: 1880, refund: 880, payer_total: 1880, payer_refund: 880, currency: 'CNY' },
  });
  expect(reply.body).not.toHaveProperty('success_time');
  expect((await merchant.query('REFUND-A')).body.trade_state).toBe('REFUND');
  expect((await merchant.call('GET', '/v3/refund/domestic/refunds/R-A-1')).body).toEqual(reply.body);
});

test('the same number is the same refund, whatever its state, and the money moves once', async () => {
  await merchant.buy('REFUND-B');
  const before = simulator.control.readSettings().balanceFen;
  const replies = await Promise.all([1, 2, 3].map(() => merchant.refund('REFUND-B', 'R-B-1')));
  expect(new Set(replies.map(({ body }) => body.refund_id)).size).toBe(1);
  expect(simulator.control.readSettings().balanceFen).toBe(before - 880);
  await simulator.control.settleRefund('R-B-1', { status: 'SUCCESS' });
  expect((await merchant.refund('REFUND-B', 'R-B-1')).body.status).toBe('SUCCESS');
});

test('the same number with another amount is refused', async () => {
  await merchant.buy('REFUND-C');
  await merchant.refund('REFUND-C', 'R-C-1');
  const reply = await merchant.refund('REFUND-C', 'R-C-1', amount(1));
  expect([reply.status, reply.body.code]).toEqual([400, 'INVALID_REQUEST']);
});

test('refunds never exceed what was paid; a closed refund gives its part back', async () => {
  await merchant.buy('REFUND-D');
  await merchant.refund('REFUND-D', 'R-D-1', amount(1000));
  clock.advance(MINUTE);
  expect((await merchant.refund('REFUND-D', 'R-D-2', amount(881))).body.code).toBe('INVALID_REQUEST');
  const balance = simulator.control.readSettings().balanceFen;
  await simulator.control.settleRefund('R-D-1', { status: 'CLOSED' });
  expect(simulator.control.readSettings().balanceFen).toBe(balance + 1000);
  expect((await merchant.refund('REFUND-D', 'R-D-2', amount(1880))).body.status).toBe('PROCESSING');
});

test('two refunds of one order need a minute between them', async () => {
  await merchant.buy('REFUND-E');
  await merchant.refund('REFUND-E', 'R-E-1', amount(100));
  const hasty = await merchant.refund('REFUND-E', 'R-E-2', amount(100));
  expect([hasty.status, hasty.body.code]).toEqual([429, 'FREQUENCY_LIMITED']);
  clock.advance(MINUTE);
  expect((await merchant.refund('REFUND-E', 'R-E-2', amount(100))).status).toBe(200);
});

test('an order takes fifty refunds and no more', async () => {
  await merchant.buy('REFUND-F');
  await simulator.control.changeSettings({ refundGapSeconds: 0 });
  for (let count = 1; count <= 50; count += 1) {
    expect((await merchant.refund('REFUND-F', `R-F-${String(count)}`, amount(1))).status).toBe(200);
  }
  expect((await merchant.refund('REFUND-F', 'R-F-51', amount(1))).body.code).toBe('INVALID_REQUEST');
  await simulator.control.changeSettings({ refundGapSeconds: 60 });
});

test('without balance a refund waits: the same number works after recharging', async () => {
  await merchant.buy('REFUND-G');
  const { balanceFen } = simulator.control.readSettings();
  await simulator.control.changeSettings({ balanceFen: 879 });
  const refused = await merchant.refund('REFUND-G', 'R-G-1');
  expect([refused.status, refused.body.code]).toEqual([403, 'NOT_ENOUGH']);
  expect((await merchant.query('REFUND-G')).body.trade_state).toBe('SUCCESS');
  await simulator.control.changeSettings({ balanceFen });
  expect((await merchant.refund('REFUND-G', 'R-G-1')).status).toBe(200);
});

test.each([
  ['an order that does not exist', 'NOBODY-1', {}, 404, 'RESOURCE_NOT_EXISTS'],
  ['an unpaid order', 'REFUND-UNPAID', {}, 400, 'INVALID_REQUEST'],
  ['a wrong original amount', 'REFUND-H', amount(1, 1881), 400, 'INVALID_REQUEST'],
  ['a refund of nothing', 'REFUND-H', amount(0), 400, 'PARAM_ERROR'],
  ['no order number', undefined, {}, 400, 'PARAM_ERROR'],
])('%s is refused', async (_what, outTradeNo, changes, status, code) => {
  await merchant.prepay('REFUND-UNPAID');
  if (outTradeNo === 'REFUND-H') await merchant.buy('REFUND-H');
  const reply = await merchant.refund(outTradeNo ?? '', 'R-H-1', { out_trade_no: outTradeNo, ...changes });
  expect([reply.status, reply.body.code]).toEqual([status, code]);
});

test('a year after the payment nothing is refunded any more', async () => {
  await merchant.buy('REFUND-I');
  clock.advance(365 * DAY + SECOND);
  expect((await merchant.refund('REFUND-I', 'R-I-1')).body.code).toBe('INVALID_REQUEST');
});

test('six refused refunds within a second slow the merchant down', async () => {
  for (let count = 0; count < 6; count += 1) expect((await merchant.refund('NOBODY-1', 'R-J-1')).status).toBe(404);
  expect((await merchant.refund('NOBODY-1', 'R-J-1')).status).toBe(429);
  clock.advance(SECOND);
  expect((await merchant.refund('NOBODY-1', 'R-J-1')).status).toBe(404);
});

test('an abnormal refund can still end well; an ended one changes no more', async () => {
  await merchant.buy('REFUND-K');
  await merchant.refund('REFUND-K', 'R-K-1');
  expect((await simulator.control.settleRefund('R-K-1', { status: 'ABNORMAL' })).status).toBe('ABNORMAL');
  expect((await simulator.control.settleRefund('R-K-1', { status: 'SUCCESS' })).status).toBe('SUCCESS');
  await expect(simulator.control.settleRefund('R-K-1', { status: 'CLOSED' })).rejects.toThrow(/stays so/);
  await expect(simulator.control.settleRefund('R-NONE', { status: 'CLOSED' })).rejects.toThrow(/No refund/);
});

test('with a settle delay a refund succeeds by itself', async () => {
  await simulator.control.changeSettings({ refundSettleSeconds: 30 });
  await merchant.buy('REFUND-L');
  expect((await merchant.refund('REFUND-L', 'R-L-1')).body.status).toBe('PROCESSING');
  clock.advance(30 * SECOND);
  const reply = await merchant.call('GET', '/v3/refund/domestic/refunds/R-L-1');
  expect(reply.body.status).toBe('SUCCESS');
  expect(reply.body.success_time).toMatch(/\+08:00$/);
  await simulator.control.changeSettings({ refundSettleSeconds: null });
});

test('a refund nobody asked for is not found', async () => {
  const reply = await merchant.call('GET', '/v3/refund/domestic/refunds/R-NOBODY');
  expect([reply.status, reply.body.code]).toEqual([404, 'RESOURCE_NOT_EXISTS']);
});
