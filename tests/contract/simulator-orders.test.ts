import {
  createSandboxCredentials,
  type RunningSimulator,
  startWechatSimulator,
} from '../../src/gateways/wechat-simulator';
import { TRADE_STATES } from '../../src/gateways/wechat-simulator/pay/orders';
import { DAY, MINUTE, SECOND, TestClock } from './support/simulator-clock';
import { TestMerchant } from './support/simulator-merchant';

const credentials = createSandboxCredentials();
const clock = new TestClock();
let simulator: RunningSimulator;
let merchant: TestMerchant;

beforeAll(async () => {
  simulator = await startWechatSimulator({ credentials, now: clock.now });
  merchant = new TestMerchant(simulator, credentials, clock.nowMs);
});

afterAll(() => simulator.close());

describe('prepay', () => {
  test('the same parameters give a fresh prepay_id for the same order', async () => {
    const first = await merchant.prepay('REENTRY-1');
    const again = await merchant.prepay('REENTRY-1');
    expect(again.status).toBe(200);
    expect(again.body.prepay_id).not.toBe(first.body.prepay_id);
    expect(simulator.control.findPayment('REENTRY-1').prepayIds).toHaveLength(2);
  });

  test.each([
    ['amount', { amount: { total: 1881, currency: 'CNY' } }],
    ['time_expire', { time_expire: '2026-03-05T18:00:00+08:00' }],
    ['payer', { payer: { openid: 'buyer-2' } }],
  ])('another %s under the same number is refused', async (_name, changes) => {
    const reply = await merchant.prepay('REENTRY-1', changes);
    expect([reply.status, reply.body.code]).toEqual([400, 'INVALID_REQUEST']);
    expect(reply.body.message).toBe('请求重入时，参数与首次请求时不一致');
    expect(reply.headers.get('request-id')).toMatch(/-268498688$/);
  });

  test('members in another order are the same parameters', async () => {
    const reversed = Object.fromEntries(Object.entries(merchant.order('REENTRY-1')).reverse());
    expect((await merchant.call('POST', '/v3/pay/transactions/jsapi', reversed)).status).toBe(200);
  });

  test('an unknown member is refused as an illegal extra parameter', async () => {
    const reply = await merchant.prepay('EXTRA-1', { total_fee: 1 });
    expect(reply.body).toMatchObject({ code: 'PARAM_ERROR', message: '参数中含有非法的额外参数' });
    expect(reply.headers.get('request-id')).toMatch(/-270924358$/);
  });

  test.each([
    ['zero amount', { amount: { total: 0 } }, '/amount/total'],
    ['fractional amount', { amount: { total: 1.5 } }, '/amount/total'],
    ['other currency', { amount: { total: 1, currency: 'USD' } }, '/amount/currency'],
    ['null instead of an absent member', { attach: null }, '/attach'],
    ['long description', { description: '长'.repeat(128) }, '/description'],
    ['short order number', { out_trade_no: 'A1' }, '/out_trade_no'],
    ['notify URL with a query', { notify_url: 'https://shop.example/notify?x=1' }, '/notify_url'],
    ['notify URL with a leading space', { notify_url: ' https://shop.example/notify' }, '/notify_url'],
    ['expiry that is no instant', { time_expire: '2026-03-05 18:00:00' }, '/time_expire'],
    ['missing payer', { payer: {} }, '/payer/openid'],
  ])('%s is a PARAM_ERROR that names the field', async (_what, changes, field) => {
    const reply = await merchant.prepay('INVALID-1', changes);
    expect(reply.status).toBe(400);
    expect(reply.body).toMatchObject({ code: 'PARAM_ERROR', detail: { field, location: 'body' } });
  });

  test('a foreign appid is not bound to the merchant', async () => {
    const reply = await merchant.prepay('APPID-1', { appid: 'wx0000000000000000' });
    expect([reply.status, reply.body.code]).toEqual([400, 'APPID_MCHID_NOT_MATCH']);
  });

  test('a body that is not JSON is refused', async () => {
    const reply = await merchant.call('POST', '/v3/pay/transactions/jsapi', '{"appid":');
    expect([reply.status, reply.body.code]).toEqual([400, 'PARAM_ERROR']);
  });
});

describe('query and close', () => {
  test('an order that was never placed does not exist, and the answer is signed', async () => {
    const reply = await merchant.query('NOBODY-1');
    expect([reply.status, reply.body.code]).toEqual([404, 'ORDER_NOT_EXIST']);
    expect(merchant.isSigned(reply.headers, reply.text)).toBe(true);
  });

  test('numbers that are names in JavaScript are numbers like any other', async () => {
    expect((await merchant.query('__proto__')).status).toBe(404);
    expect((await merchant.query('constructor')).status).toBe(404);
    expect((await merchant.prepay('__proto__')).status).toBe(200);
    expect((await merchant.query('__proto__')).body.trade_state).toBe('NOTPAY');
  });

  test('an unpaid order shows only what exists yet', async () => {
    await merchant.prepay('UNPAID-1');
    const { body } = await merchant.query('UNPAID-1');
    expect(Object.keys(body).sort()).toEqual(
      [
        'amount',
        'appid',
        'mchid',
        'out_trade_no',
        'payer',
        'promotion_detail',
        'trade_state',
        'trade_state_desc',
      ].sort(),
    );
    expect(body).toMatchObject({ trade_state: 'NOTPAY', amount: { total: 1880 }, payer: {} });
  });

  test('a query needs the merchant number', async () => {
    const reply = await merchant.call('GET', '/v3/pay/transactions/out-trade-no/UNPAID-1');
    expect([reply.status, reply.body.code]).toEqual([400, 'PARAM_ERROR']);
  });

  test('closing answers 204, signed over the empty body, as often as it is asked', async () => {
    await merchant.prepay('CLOSE-1');
    const [first, second] = [await merchant.close('CLOSE-1'), await merchant.close('CLOSE-1')];
    expect([first.status, first.text, second.status]).toEqual([204, '', 204]);
    expect(merchant.isSigned(first.headers, '')).toBe(true);
    expect((await merchant.query('CLOSE-1')).body.trade_state).toBe('CLOSED');
  });

  test('a closed order gives no new prepay_id', async () => {
    const reply = await merchant.prepay('CLOSE-1');
    expect([reply.status, reply.body.code]).toEqual([400, 'ORDER_CLOSED']);
  });

  test('closing what does not exist is 404', async () => {
    expect((await merchant.close('NOBODY-2')).status).toBe(404);
  });
});

describe('automatic closing', () => {
  test('an order without an expiry closes itself after seven days', async () => {
    await merchant.prepay('WEEK-1');
    clock.advance(7 * DAY - SECOND);
    expect((await merchant.query('WEEK-1')).body.trade_state).toBe('NOTPAY');
    clock.advance(SECOND);
    expect((await merchant.query('WEEK-1')).body.trade_state).toBe('CLOSED');
  });

  test('an expiry in less than a minute is raised to one minute', async () => {
    const expiry = new Date(clock.nowMs() + SECOND).toISOString();
    await merchant.prepay('EARLY-1', { time_expire: expiry });
    expect(simulator.control.findPayment('EARLY-1').payableUntil).toBe(clock.nowMs() + MINUTE);
  });

  test('after its expiry an order takes no prepay, and closes a little later', async () => {
    const expiry = new Date(clock.nowMs() + 5 * MINUTE).toISOString();
    await merchant.prepay('EXPIRY-1', { time_expire: expiry });
    clock.advance(5 * MINUTE + SECOND);
    expect((await merchant.query('EXPIRY-1')).body.trade_state).toBe('NOTPAY');
    expect((await merchant.prepay('EXPIRY-1', { time_expire: expiry })).body.code).toBe('ORDER_CLOSED');
    clock.advance(MINUTE);
    expect((await merchant.query('EXPIRY-1')).body.trade_state).toBe('CLOSED');
  });
});

test('the order states are exactly those of JSAPI orders', () => {
  const steps = Object.entries(TRADE_STATES).flatMap(([state, events]) =>
    Object.entries(events).map(([event, next]) => `${state} ${event} ${next}`),
  );
  expect(steps.sort()).toEqual([
    'CLOSED close CLOSED',
    'NOTPAY close CLOSED',
    'NOTPAY pay SUCCESS',
    'REFUND refund REFUND',
    'SUCCESS refund REFUND',
  ]);
});
