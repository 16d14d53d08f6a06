import { verify } from 'node:crypto';
import {
  failureOf,
  merchantPublicKey,
  NOW,
  paidTransaction,
  payConfig,
  platformSigner,
  prepayRequest,
  PUBLIC_KEY_ID,
  refundAnswer,
  signed,
  startPayFixture,
  type PayFixture,
} from './support/pay-fixture';
import { createWechatPayClient } from '../../src/gateways/wechat-pay/client';
import { signedHeaders } from './support/pay-signer';
import { startTinyServer, type SeenRequest } from './support/tiny-server';

let fixture: PayFixture;
const OUT_TRADE_NO = prepayRequest.outTradeNo;
const refundRequest = { outRefundNo: 'R20220601000001', outTradeNo: OUT_TRADE_NO, refundFen: 40, totalFen: 100 };

beforeAll(async () => {
  fixture = await startPayFixture();
});
beforeEach(() => {
  fixture.server.seen.length = 0;
});
afterAll(() => fixture.server.close());

function isSignedByMerchant(request: SeenRequest): boolean {
  const header = request.headers.authorization ?? '';
  const field = (name: string) => new RegExp(`${name}="([^"]+)"`).exec(header)?.[1] ?? '';
  const lines = [request.method, request.url, field('timestamp'), field('nonce_str'), request.body, ''];
  return verify(
    'RSA-SHA256',
    Buffer.from(lines.join('\n')),
    merchantPublicKey,
    Buffer.from(field('signature'), 'base64'),
  );
}

describe('requests', () => {
  test('a prepay goes out signed over its exact bytes, with China time and without absent fields', async () => {
    fixture.server.answer = () => signed(200, { prepay_id: 'wx201410272009395522657a690389285100' });
    await expect(fixture.client.prepay(prepayRequest)).resolves.toEqual({
      prepayId: 'wx201410272009395522657a690389285100',
    });
    const [request] = fixture.server.seen as [SeenRequest];
    expect(isSignedByMerchant(request)).toBe(true);
    expect(request.url).toBe('/v3/pay/transactions/jsapi');
    expect(request.headers['wechatpay-serial']).toBe(PUBLIC_KEY_ID);
    expect(request.headers['user-agent']).toMatch(/^Mallard\//);
    expect(JSON.parse(request.body)).toEqual({
      appid: 'wxd678efh567hg6787',
      mchid: '1900007291',
      description: prepayRequest.description,
      out_trade_no: OUT_TRADE_NO,
      time_expire: '2022-06-01T20:15:00+08:00',
      notify_url: prepayRequest.notifyUrl,
      amount: { total: 100, currency: 'CNY' },
      payer: { openid: prepayRequest.payerOpenid },
    });
  });

  test('optional prepay fields are sent when given and a long description is cut between characters', async () => {
    fixture.server.answer = () => signed(200, { prepay_id: 'wx1' });
    const description = `${'鸭'.repeat(126)}🦆🦆`;
    await fixture.client.prepay({
      ...prepayRequest,
      description,
      attach: 'a',
      clientIp: '10.1.2.3',
      isProfitSharing: true,
    });
    expect(JSON.parse(fixture.server.seen[0]?.body ?? '')).toMatchObject({
      description: '鸭'.repeat(126),
      attach: 'a',
      scene_info: { payer_client_ip: '10.1.2.3' },
      settle_info: { profit_sharing: true },
    });
  });

  test('a query is signed over path and query', async () => {
    fixture.server.answer = () => signed(200, paidTransaction);
    const payment = await fixture.client.queryPayment(OUT_TRADE_NO);
    expect(isSignedByMerchant(fixture.server.seen[0] as SeenRequest)).toBe(true);
    expect(fixture.server.seen[0]?.url).toBe(`/v3/pay/transactions/out-trade-no/${OUT_TRADE_NO}?mchid=1900007291`);
    expect(payment).toMatchObject({
      tradeState: 'SUCCESS',
      amountFen: 100,
      payerAmountFen: 90,
      payerOpenid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
      successTime: NOW,
    });
  });

  test('an unpaid order with almost no fields is readable', async () => {
    const { appid, mchid, out_trade_no } = paidTransaction;
    const unpaid = {
      appid,
      mchid,
      out_trade_no,
      trade_state: 'NOTPAY',
      payer: {},
      promotion_detail: [],
      amount: { total: 100 },
    };
    fixture.server.answer = () => signed(200, unpaid);
    await expect(fixture.client.queryPayment(OUT_TRADE_NO)).resolves.toMatchObject({
      tradeState: 'NOTPAY',
      transactionId: null,
      payerOpenid: null,
      successTime: null,
    });
  });

  test('a trade state WeChat has added since is unknown, not paid', async () => {
    fixture.server.answer = () => signed(200, { ...paidTransaction, trade_state: 'SUCCESS_SOON' });
    await expect(fixture.client.queryPayment(OUT_TRADE_NO)).resolves.toMatchObject({ tradeState: 'UNKNOWN' });
  });

  test('a refund names the transaction when it is known and reports what was accepted', async () => {
    fixture.server.answer = () => signed(200, refundAnswer);
    const refund = await fixture.client.requestRefund({ ...refundRequest, transactionId: '42000', reason: '缺货' });
    expect(refund).toMatchObject({ status: 'PROCESSING', refundFen: 40, totalFen: 100, payerRefundFen: 36 });
    expect(JSON.parse(fixture.server.seen[0]?.body ?? '')).toEqual({
      transaction_id: '42000',
      out_refund_no: 'R20220601000001',
      reason: '缺货',
      amount: { refund: 40, total: 100, currency: 'CNY' },
    });
  });

  test('numbers that would change the path and impossible amounts never leave the house', async () => {
    const { client, server } = fixture;
    await expect(client.queryPayment('A|B/../x?y')).rejects.toThrow(RangeError);
    await expect(client.closePayment('short')).rejects.toThrow(RangeError);
    await expect(client.queryRefund('R/../../v3')).rejects.toThrow(RangeError);
    await expect(client.prepay({ ...prepayRequest, amountFen: 0 })).rejects.toThrow('amountFen');
    await expect(client.prepay({ ...prepayRequest, amountFen: 18.8 })).rejects.toThrow('amountFen');
    await expect(client.prepay({ ...prepayRequest, notifyUrl: 'https://shop.example/n?x=1' })).rejects.toThrow(
      'notifyUrl',
    );
    await expect(client.prepay({ ...prepayRequest, notifyUrl: ' https://shop.example/n' })).rejects.toThrow(
      'notifyUrl',
    );
    await expect(client.requestRefund({ ...refundRequest, refundFen: 101 })).rejects.toThrow('refundFen');
    expect(() => client.payParams('wx 1')).toThrow(RangeError);
    expect(server.seen).toHaveLength(0);
  });
});

// Incident 25.
describe('answers that are not believed', () => {
  const good = signed(200, paidTransaction);
  const cases = [
    ['a tampered body', { ...good, body: good.body.replace('SUCCESS', 'NOTPAY') }, 'signature'],
    ['an answer of five minutes ago', signed(200, paidTransaction, { at: new Date(NOW.getTime() - 300_000) }), 'stale'],
    [
      'an answer of five minutes ahead',
      signed(200, paidTransaction, { at: new Date(NOW.getTime() + 300_000) }),
      'stale',
    ],
    [
      "WeChat's own test signature",
      {
        ...good,
        headers: {
          ...good.headers,
          'Wechatpay-Signature': `WECHATPAY/SIGNTEST/${good.headers['Wechatpay-Signature'] ?? ''}`,
        },
      },
      'probe',
    ],
    [
      'another public key id',
      signed(200, paidTransaction, { signer: { ...platformSigner, serial: 'PUB_KEY_ID_1' } }),
      'serial',
    ],
    ['no signature at all', { status: 200, body: good.body }, 'headers'],
    ['an unsigned empty 204', { status: 204 }, 'headers'],
    ['a text that is no base64', { ...good, headers: { ...good.headers, 'Wechatpay-Signature': 'abc' } }, 'signature'],
  ] as const;

  test.each(cases)('%s is refused', async (_, answer, reason) => {
    fixture.server.answer = () => answer;
    const error = await failureOf(fixture.client.queryPayment(OUT_TRADE_NO));
    expect(error).toMatchObject({ kind: 'unverified', verificationFailure: reason, isRetryable: true });
    expect(error.mayHaveTakenEffect).toBe(false);
  });

  test('a command whose answer is not believed may have taken effect', async () => {
    fixture.server.answer = () => ({ status: 200, body: JSON.stringify(refundAnswer) });
    await expect(failureOf(fixture.client.requestRefund(refundRequest))).resolves.toMatchObject({
      kind: 'unverified',
      mayHaveTakenEffect: true,
    });
  });

  test('a genuine answer about another order is refused', async () => {
    fixture.server.answer = () => signed(200, { ...paidTransaction, out_trade_no: 'ANOTHER-ORDER' });
    await expect(failureOf(fixture.client.queryPayment(OUT_TRADE_NO))).resolves.toMatchObject({
      kind: 'unverified',
      verificationFailure: 'subject',
    });
    fixture.server.answer = () => signed(200, { ...refundAnswer, out_refund_no: 'ANOTHER-REFUND' });
    await expect(failureOf(fixture.client.queryRefund('R20220601000001'))).resolves.toMatchObject({
      kind: 'unverified',
    });
  });

  test('a signed answer that is not JSON, or not what was asked for, is an error', async () => {
    fixture.server.answer = () => signedText('{"appid":');
    await expect(failureOf(fixture.client.queryPayment(OUT_TRADE_NO))).resolves.toMatchObject({
      kind: 'api',
      isRetryable: true,
    });
    fixture.server.answer = () => signed(200, { ...paidTransaction, amount: { total: 1.5 } });
    await expect(failureOf(fixture.client.queryPayment(OUT_TRADE_NO))).resolves.toMatchObject({ kind: 'api' });
    fixture.server.answer = () => signed(200, undefined);
    await expect(failureOf(fixture.client.queryPayment(OUT_TRADE_NO))).resolves.toMatchObject({ kind: 'api' });
    await expect(failureOf(fixture.client.prepay(prepayRequest))).resolves.toMatchObject({ kind: 'api' });
    fixture.server.answer = () => signed(200, {});
    await expect(failureOf(fixture.client.prepay(prepayRequest))).resolves.toMatchObject({
      kind: 'api',
      mayHaveTakenEffect: true,
    });
  });
});

function signedText(body: string) {
  return { status: 200, body, headers: signedHeaders(platformSigner, { body, at: NOW }) };
}

describe('network failures', () => {
  const impatient = () =>
    createWechatPayClient({ ...payConfig(fixture.server.url), timeoutMs: 300 }, { now: () => NOW });

  test.each(['hang', 'reset', 'half'] as const)(
    'a connection that ends in “%s” leaves a refund in doubt',
    async (answer) => {
      fixture.server.answer = () => answer;
      await expect(failureOf(impatient().requestRefund(refundRequest))).resolves.toMatchObject({
        kind: 'network',
        mayHaveTakenEffect: true,
        isRetryable: true,
      });
    },
  );

  test('a hanging query ends at the time limit and has no effect', async () => {
    fixture.server.answer = () => 'hang';
    const error = await failureOf(impatient().queryPayment(OUT_TRADE_NO));
    expect(error).toMatchObject({ kind: 'network', mayHaveTakenEffect: false });
    expect(error.message).toContain('TIMEOUT');
  });

  test('a refused connection certainly had no effect', async () => {
    const gone = await startTinyServer();
    await gone.close();
    const refused = createWechatPayClient(payConfig(gone.url), { now: () => NOW });
    await expect(failureOf(refused.requestRefund(refundRequest))).resolves.toMatchObject({
      kind: 'network',
      mayHaveTakenEffect: false,
    });
  });

  test('a redirect is not followed, so the signature goes to no other host', async () => {
    fixture.server.answer = () => ({ status: 307, headers: { Location: `${fixture.server.url}/elsewhere` } });
    await expect(failureOf(fixture.client.prepay(prepayRequest))).resolves.toMatchObject({ kind: 'network' });
    expect(fixture.server.seen).toHaveLength(1);
  });
});

describe('refusals of WeChat Pay', () => {
  const error = (code: string) => ({ code, message: '说明' });

  test.each([
    [
      'a signed 400',
      signed(400, error('PARAM_ERROR')),
      { isRetryable: false, mayHaveTakenEffect: false, isVerified: true },
    ],
    [
      'an unsigned 400',
      unsigned(400, 'PARAM_ERROR'),
      { isRetryable: false, mayHaveTakenEffect: true, isVerified: false },
    ],
    ['a signed 429', signed(429, error('FREQUENCY_LIMITED')), { isRetryable: true, mayHaveTakenEffect: false }],
    ['a 500', signed(500, error('SYSTEM_ERROR')), { isRetryable: true, mayHaveTakenEffect: true }],
    ['an unsigned 502', { status: 502, body: '<html>' }, { isRetryable: true, mayHaveTakenEffect: true }],
  ])('%s is told apart', async (_, answer, expected) => {
    fixture.server.answer = () => answer;
    const failure = await failureOf(fixture.client.requestRefund(refundRequest));
    expect(failure).toMatchObject({ kind: 'api', httpStatus: answer.status, ...expected });
  });

  test('the error carries code and request id but nothing secret', async () => {
    const body = { ...error('PARAM_ERROR'), detail: { field: '/payer/openid', value: prepayRequest.payerOpenid } };
    fixture.server.answer = () => signed(400, body);
    const failure = await failureOf(fixture.client.prepay(prepayRequest));
    expect(failure).toMatchObject({ wechatCode: 'PARAM_ERROR', requestId: '08F78BB5AF0610D302F1-268435461' });
    const everything = `${failure.stack ?? ''}${JSON.stringify(failure)}${String(failure.cause)}`;
    expect(everything).not.toContain(prepayRequest.payerOpenid);
    expect(everything).not.toContain('WECHATPAY2-SHA256');
  });

  test.each(['ORDER_NOT_EXIST', 'ORDERNOTEXIST', 'ORDER_NOT_EXISTS'])(
    'a signed %s means there is no order',
    async (code) => {
      fixture.server.answer = () => signed(404, error(code));
      await expect(fixture.client.queryPayment(OUT_TRADE_NO)).resolves.toBeNull();
    },
  );

  test.each([
    ['unsigned', unsigned(404, 'ORDER_NOT_EXIST')],
    ['signed and tampered', { ...signed(404, error('ORDER_NOT_EXIST')), body: '{"code":"ORDER_NOT_EXIST"}' }],
  ])('an %s 404 proves nothing', async (_, answer) => {
    fixture.server.answer = () => answer;
    await expect(failureOf(fixture.client.queryPayment(OUT_TRADE_NO))).resolves.toMatchObject({ kind: 'unverified' });
  });

  test('a 404 for another reason is an error, not a missing order', async () => {
    fixture.server.answer = () => signed(404, error('MCH_NOT_EXISTS'));
    await expect(failureOf(fixture.client.queryPayment(OUT_TRADE_NO))).resolves.toMatchObject({
      wechatCode: 'MCH_NOT_EXISTS',
    });
  });

  test('a refund is missing only when that is signed', async () => {
    fixture.server.answer = () => signed(404, error('RESOURCE_NOT_EXISTS'));
    await expect(fixture.client.queryRefund('R20220601000001')).resolves.toBeNull();
    fixture.server.answer = () => unsigned(404, 'RESOURCE_NOT_EXISTS');
    await expect(failureOf(fixture.client.queryRefund('R20220601000001'))).resolves.toMatchObject({
      kind: 'unverified',
    });
  });
});

function unsigned(status: number, code: string) {
  return { status, body: JSON.stringify({ code, message: '说明' }) };
}

describe('closing', () => {
  const answerBoth = (
    close: ReturnType<typeof signed> | ReturnType<typeof unsigned>,
    query: ReturnType<typeof signed>,
  ) => {
    fixture.server.answer = ({ method }) => (method === 'POST' ? close : query);
  };

  test('a signed 204 closes', async () => {
    fixture.server.answer = () => signed(204, undefined);
    await expect(fixture.client.closePayment(OUT_TRADE_NO)).resolves.toBe('closed');
    expect(fixture.server.seen[0]?.body).toBe('{"mchid":"1900007291"}');
    expect(isSignedByMerchant(fixture.server.seen[0] as SeenRequest)).toBe(true);
  });

  test('a signed refusal because it is paid means paid', async () => {
    fixture.server.answer = () => signed(400, { code: 'ORDERPAID', message: '' });
    await expect(fixture.client.closePayment(OUT_TRADE_NO)).resolves.toBe('paid');
  });

  test('an unsigned refusal is settled by a query', async () => {
    answerBoth(unsigned(400, 'ORDERPAID'), signed(200, paidTransaction));
    await expect(fixture.client.closePayment(OUT_TRADE_NO)).resolves.toBe('paid');
    answerBoth(unsigned(400, 'ORDERPAID'), signed(200, { ...paidTransaction, trade_state: 'CLOSED' }));
    await expect(fixture.client.closePayment(OUT_TRADE_NO)).resolves.toBe('closed');
    answerBoth(unsigned(400, 'ORDERPAID'), signed(200, { ...paidTransaction, trade_state: 'NOTPAY' }));
    await expect(failureOf(fixture.client.closePayment(OUT_TRADE_NO))).resolves.toMatchObject({
      wechatCode: 'ORDERPAID',
    });
  });

  test('an order WeChat Pay provably never saw is closed', async () => {
    fixture.server.answer = () => signed(404, { code: 'ORDER_NOT_EXIST', message: '' });
    await expect(fixture.client.closePayment(OUT_TRADE_NO)).resolves.toBe('closed');
  });

  test('a lost answer leaves the close in doubt', async () => {
    fixture.server.answer = () => 'reset';
    await expect(failureOf(fixture.client.closePayment(OUT_TRADE_NO))).resolves.toMatchObject({
      mayHaveTakenEffect: true,
    });
  });
});
