import { createWechatPayClient } from '../../src/gateways/wechat-pay/client';
import { NotificationRejectedError, type WechatPayPort } from '../../src/gateways/wechat-pay/port';
import {
  API_V3_KEY,
  certificateModeConfig,
  NOW,
  paidTransaction,
  payConfig,
  platformSigner,
} from './support/pay-fixture';
import { seal, signedHeaders } from './support/pay-signer';
import { startTinyServer } from './support/tiny-server';

const client = createWechatPayClient(payConfig('https://api.mch.weixin.qq.com'), {
  now: () => NOW,
  fetch: () => Promise.reject(new Error('A notification must not cause a request in public-key mode.')),
});

function envelope(resource: object = {}, changes: object = {}): string {
  return JSON.stringify({
    id: 'EV-2018022511223320873',
    create_time: '2022-06-01T20:00:00+08:00',
    resource_type: 'encrypt-resource',
    event_type: 'TRANSACTION.SUCCESS',
    summary: '支付成功',
    resource: {
      original_type: 'transaction',
      ...seal(API_V3_KEY, 'transaction', JSON.stringify(paidTransaction)),
      ...resource,
    },
    ...changes,
  });
}

function callback(rawBody = envelope(), changes: Record<string, string | string[] | undefined> = {}) {
  return { rawBody, headers: { ...signedHeaders(platformSigner, { body: rawBody, at: NOW }), ...changes } };
}

async function rejectionOf(call: ReturnType<WechatPayPort['readNotification']>): Promise<NotificationRejectedError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof NotificationRejectedError) return error;
  throw new Error(`Expected a rejection, got ${String(error)}`);
}

describe('a genuine notification', () => {
  test('is decrypted and its payment read', async () => {
    const notification = await client.readNotification(callback());
    expect(notification).toMatchObject({
      id: 'EV-2018022511223320873',
      eventType: 'TRANSACTION.SUCCESS',
      originalType: 'transaction',
      createTime: '2022-06-01T20:00:00+08:00',
    });
    expect(client.readPaymentResource(notification.resource)).toMatchObject({ tradeState: 'SUCCESS', amountFen: 100 });
  });

  test('is read from bytes and from lower-case headers as Node delivers them', async () => {
    const { rawBody, headers } = callback();
    const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    const read = client.readNotification({ rawBody: Buffer.from(rawBody), headers: lower });
    await expect(read).resolves.toMatchObject({ summary: '支付成功' });
  });

  test.each([
    ['absent', undefined],
    ['null', null],
    ['empty', ''],
  ])('is decrypted when its associated data is %s', async (_, associatedData) => {
    const sealed = seal(API_V3_KEY, '', JSON.stringify(paidTransaction));
    const body = envelope({ ...sealed, associated_data: associatedData });
    await expect(client.readNotification(callback(body))).resolves.toHaveProperty('resource.trade_state', 'SUCCESS');
  });

  test('about a refund is read with its own spelling of the status', () => {
    const resource = {
      mchid: '1900007291',
      out_trade_no: '1217752501201407033233368018',
      transaction_id: '42000',
      out_refund_no: 'R20220601000001',
      refund_id: '50000',
      refund_status: 'ABNORMAL',
      user_received_account: '',
      amount: { total: 100, refund: 40, payer_total: 90, payer_refund: 36 },
      added_later: true,
    };
    expect(client.readRefundResource(resource)).toMatchObject({
      status: 'ABNORMAL',
      refundFen: 40,
      receivedAccount: null,
    });
    expect(client.readRefundResource({ ...resource, refund_status: undefined, status: 'SUCCESS' })).toMatchObject({
      status: 'SUCCESS',
    });
    expect(client.readRefundResource({ ...resource, refund_status: 'NEW' })).toMatchObject({ status: 'UNKNOWN' });
    expect(() => client.readRefundResource({ ...resource, refund_status: undefined })).toThrow(
      NotificationRejectedError,
    );
    expect(() => client.readPaymentResource(resource)).toThrow(NotificationRejectedError);
  });
});

describe('a notification is refused', () => {
  const signature = callback().headers['Wechatpay-Signature'] as string;
  const at = (seconds: number) => {
    const body = envelope();
    return {
      rawBody: body,
      headers: signedHeaders(platformSigner, { body, at: new Date(NOW.getTime() + seconds * 1000) }),
    };
  };

  test.each([
    ['without a signature', callback(undefined, { 'Wechatpay-Signature': undefined }), 'headers'],
    ['without a timestamp', callback(undefined, { 'Wechatpay-Timestamp': undefined }), 'headers'],
    ['with a timestamp that is no number', callback(undefined, { 'Wechatpay-Timestamp': 'NaN' }), 'headers'],
    ['with a header sent twice', callback(undefined, { 'Wechatpay-Nonce': ['a', 'b'] }), 'headers'],
    ['with a line break in the nonce', callback(undefined, { 'Wechatpay-Nonce': 'a\nb' }), 'headers'],
    ['with another signature type', callback(undefined, { 'Wechatpay-Signature-Type': 'SM2' }), 'headers'],
    ['300 seconds old', at(-300), 'stale'],
    ['300 seconds ahead', at(300), 'stale'],
    ['with an unknown public key id', callback(undefined, { 'Wechatpay-Serial': 'PUB_KEY_ID_2' }), 'serial'],
    ['with a serial that is neither', callback(undefined, { 'Wechatpay-Serial': '__proto__' }), 'serial'],
    ['with a signature that is no base64', callback(undefined, { 'Wechatpay-Signature': '%%%' }), 'signature'],
    ['with a changed body', { ...callback(), rawBody: envelope().replace('EV-', 'EW-') }, 'signature'],
    [
      'with a test signature',
      callback(undefined, { 'Wechatpay-Signature': `WECHATPAY/SIGNTEST/${signature.slice(20)}` }),
      'probe',
    ],
  ])('%s: 401', async (_, sent, reason) => {
    const rejection = await rejectionOf(client.readNotification(sent));
    expect(rejection).toMatchObject({ reason, httpStatus: 401 });
  });

  const flipped = (() => {
    const sealed = seal(API_V3_KEY, 'transaction', JSON.stringify({ ...paidTransaction, trade_state: 'NOTPAY ' }));
    const bytes = Buffer.from(sealed.ciphertext, 'base64');
    const offset = JSON.stringify(paidTransaction).indexOf('"SUCCESS"') + 1;
    for (const [index, byte] of Buffer.from('SUCCESS').entries()) {
      bytes[offset + index] = (bytes[offset + index] ?? 0) ^ byte ^ (Buffer.from('NOTPAY ')[index] ?? 0);
    }
    return { ...sealed, ciphertext: bytes.toString('base64') };
  })();

  test.each([
    ['with NOTPAY flipped to SUCCESS in the ciphertext', envelope(flipped), 'decrypt'],
    ['sealed with another key', envelope(seal('ffffffffffffffffffffffffffffffff', 'transaction', '{}')), 'decrypt'],
    ['with other associated data', envelope({ associated_data: 'refund' }), 'decrypt'],
    ['with a ciphertext that is no base64', envelope({ ciphertext: '***' }), 'decrypt'],
    ['with an empty ciphertext', envelope({ ciphertext: '' }), 'decrypt'],
    ['with another algorithm', envelope({ algorithm: 'NONE' }), 'format'],
    ['without an id', envelope({}, { id: '' }), 'format'],
    ['that is not JSON', '<xml/>', 'format'],
    ['whose resource is not an object', envelope(seal(API_V3_KEY, 'transaction', '"paid"')), 'format'],
    ['whose resource is not JSON', envelope(seal(API_V3_KEY, 'transaction', 'paid')), 'format'],
  ])('%s: 400', async (_, body, reason) => {
    const rejection = await rejectionOf(client.readNotification(callback(body)));
    expect(rejection).toMatchObject({ reason, httpStatus: 400 });
  });

  test('with an invented certificate serial many times over, at the cost of one download', async () => {
    const server = await startTinyServer();
    server.answer = () => ({ status: 404, body: '{"code":"RESOURCE_NOT_EXISTS","message":""}' });
    const exposed = createWechatPayClient(certificateModeConfig(server.url), { now: () => NOW });
    const calls = Array.from({ length: 30 }, (_, index) =>
      rejectionOf(exposed.readNotification(callback(undefined, { 'Wechatpay-Serial': `ABC${String(index)}` }))),
    );
    const rejections = await Promise.all(calls);
    expect(new Set(rejections.map(({ reason }) => reason))).toEqual(new Set(['serial']));
    expect(server.seen).toHaveLength(1);
    await server.close();
  });
});
