import {
  createSandboxCredentials,
  type RunningSimulator,
  startWechatSimulator,
} from '../../src/gateways/wechat-simulator';
import { HOUR, MINUTE, SECOND, TestClock } from './support/simulator-clock';
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

async function paramsFor(outTradeNo: string, changes: Record<string, unknown> = {}) {
  const { body } = await merchant.prepay(outTradeNo, changes);
  return merchant.payParams(String(body.prepay_id));
}

const pay = (payParams: Awaited<ReturnType<typeof paramsFor>>, changes: Record<string, unknown> = {}) =>
  simulator.control.pay({ payParams, openid: 'buyer-1', notify: 'none', ...changes });

test('a genuine payment is paid and can be queried by both numbers', async () => {
  const outcome = await pay(await paramsFor('PAID-1', { attach: 'shelf 7' }));
  expect(outcome).toMatchObject({ errMsg: 'requestPayment:ok', outTradeNo: 'PAID-1' });
  const { body } = await merchant.query('PAID-1');
  expect(body).toMatchObject({
    appid: credentials.appId,
    mchid: credentials.mchId,
    trade_state: 'SUCCESS',
    trade_type: 'JSAPI',
    transaction_id: outcome.transactionId,
    attach: 'shelf 7',
    success_time: '2026-03-05T16:00:00+08:00',
    payer: { openid: 'buyer-1' },
    amount: { total: 1880, payer_total: 1880, currency: 'CNY', payer_currency: 'CNY' },
  });
  const byId = await merchant.call(
    'GET',
    `/v3/pay/transactions/id/${outcome.transactionId ?? ''}?mchid=${credentials.mchId}`,
  );
  expect(byId.body).toEqual(body);
});

test.each([
  ['a forged paySign', { paySign: Buffer.from('forged').toString('base64') }],
  ['a sign over another prepay_id', { package: 'prepay_id=wx1' }],
  ['a sign over the bare number, as an app would make it', { signType: 'MD5' }],
  ['another timeStamp', { timeStamp: '1' }],
])('%s does not pay', async (_what, change) => {
  const params = { ...(await paramsFor('FORGED-1')), ...change };
  expect(await pay(params)).toMatchObject({ errMsg: 'requestPayment:fail', reason: '支付签名验证失败' });
  expect((await merchant.query('FORGED-1')).body.trade_state).toBe('NOTPAY');
});

test('another mini-program cannot use the parameters', async () => {
  const outcome = await pay(await paramsFor('APP-1'), { appId: 'wx0000000000000000' });
  expect(outcome.reason).toBe('支付签名验证失败');
});

test('a prepay_id nobody issued does not pay, however well it is signed', async () => {
  expect((await pay(merchant.payParams('wx1234'))).reason).toBe('支付场景非法');
});

test('only the user the order was made for can pay it', async () => {
  const outcome = await pay(await paramsFor('OPENID-1'), { openid: 'buyer-2' });
  expect(outcome.reason).toBe('下单账号与支付账号不一致');
});

test('an order is paid once: a second attempt and a second prepay are refused', async () => {
  const params = await paramsFor('ONCE-1');
  const results = await Promise.all([pay(params), pay(params), pay(params)]);
  expect(results.filter(({ errMsg }) => errMsg === 'requestPayment:ok')).toHaveLength(1);
  const again = await merchant.prepay('ONCE-1');
  expect([again.status, again.body.code]).toEqual([400, 'ORDERPAID']);
});

test('a prepay_id is good for two hours; a fresh one pays afterwards', async () => {
  const params = await paramsFor('TWO-HOURS-1');
  clock.advance(2 * HOUR + SECOND);
  expect((await pay(params)).reason).toBe('预支付交易会话已过期');
  expect((await pay(await paramsFor('TWO-HOURS-1'))).errMsg).toBe('requestPayment:ok');
});

test('after time_expire nobody can pay', async () => {
  const params = await paramsFor('LATE-1', { time_expire: new Date(clock.nowMs() + 2 * MINUTE).toISOString() });
  clock.advance(2 * MINUTE + SECOND);
  expect((await pay(params)).reason).toBe('订单已过支付时间');
});

describe('paying against closing', () => {
  test('a close while the user looks at the payment sheet wins', async () => {
    const held = pay(await paramsFor('RACE-1'), { holdSeconds: 0.1 });
    expect((await merchant.close('RACE-1')).status).toBe(204);
    expect((await held).reason).toBe('订单已关闭');
  });

  test('a close after the payment is told that the order is paid', async () => {
    await pay(await paramsFor('RACE-2'));
    const reply = await merchant.close('RACE-2');
    expect([reply.status, reply.body.code]).toEqual([400, 'ORDERPAID']);
    expect((await merchant.query('RACE-2')).body.trade_state).toBe('SUCCESS');
  });

  test('however they meet, exactly one of them has happened', async () => {
    for (let round = 0; round < 20; round += 1) {
      const outTradeNo = `RACE-MANY-${String(round)}`;
      const params = await paramsFor(outTradeNo);
      const [paid, closed] = await Promise.all([pay(params), merchant.close(outTradeNo)]);
      expect([paid.errMsg === 'requestPayment:ok', closed.status === 204].filter(Boolean)).toHaveLength(1);
    }
  });
});
