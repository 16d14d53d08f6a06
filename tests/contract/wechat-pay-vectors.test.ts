import { createPrivateKey, createPublicKey, createSecretKey, X509Certificate } from 'node:crypto';
import { openAesGcm } from '../../src/gateways/wechat-pay/aes-gcm';
import { openCertificates } from '../../src/gateways/wechat-pay/certificate-download';
import { createWechatPayClient } from '../../src/gateways/wechat-pay/client';
import { readWechatPayConfig } from '../../src/gateways/wechat-pay/config';
import { verifyMessage } from '../../src/gateways/wechat-pay/message-verifier';
import { readNotification } from '../../src/gateways/wechat-pay/notifications';
import { readPaymentResource } from '../../src/gateways/wechat-pay/resources';
import { SigningPay, signSha256 } from '../../src/gateways/wechat-pay/signing-pay';
import { payConfig } from './support/pay-fixture';
import { vector, vectorsOf } from './support/wechat-client-vectors';

interface SignVector {
  privateKeyPem: string;
  message: string;
  expectedSignature: string;
  parts: { method: string; canonicalUrl: string; timestamp: string; nonce: string; body: string };
}
interface GcmVector {
  key: string;
  nonce: string;
  aad: string;
  ciphertext: string;
  expectedPlaintext: string;
}
interface VerifyVector {
  publicKeyPem: string;
  headers: Record<string, string>;
  body: string;
}
interface NotifyVector {
  certificatePem: string;
  certificateSerial: string;
  headers: Record<string, string>;
  nowUnix: number;
  apiV3Key: string;
  body: string;
  expectedPlaintext: string;
}

const BASE_URL = 'https://api.mch.weixin.qq.com';

describe('request signature', () => {
  test.each(vectorsOf<SignVector>('rsa-sha256-sign'))('$id is reproduced byte for byte', (v) => {
    expect(signSha256(createPrivateKey(v.privateKeyPem), v.message)).toBe(v.expectedSignature);
  });

  test('the whole Authorization header of the official example is reproduced', () => {
    const { parts, privateKeyPem, expectedSignature } = vector<SignVector>('pay-request-sign-doc-jsapi');
    const config = { ...payConfig(BASE_URL), merchantPrivateKeyPem: privateKeyPem };
    const pay = new SigningPay(readWechatPayConfig(config), {
      now: () => new Date(Number(parts.timestamp) * 1000),
      randomBytes: () => Buffer.from(parts.nonce, 'hex'),
    });
    const authorization = pay.authorization(parts.method, BASE_URL + parts.canonicalUrl, parts.body);
    expect(authorization).toBe(
      `WECHATPAY2-SHA256-RSA2048 mchid="1900007291",nonce_str="${parts.nonce}",timestamp="${parts.timestamp}",` +
        `serial_no="1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C",signature="${expectedSignature}"`,
    );
  });

  test('the pay parameters of the official mini-program example are reproduced', () => {
    const v = vector<SignVector>('pay-paysign-doc-miniprogram');
    const [appId = '', timestamp, nonce = '', packageText = ''] = v.message.split('\n');
    const client = createWechatPayClient(
      { ...payConfig(BASE_URL), appId, merchantPrivateKeyPem: v.privateKeyPem },
      { now: () => new Date(Number(timestamp) * 1000), randomBytes: () => Buffer.from(nonce, 'hex') },
    );
    const params = client.payParams(packageText.replace('prepay_id=', ''));
    expect(params).toEqual({
      timeStamp: timestamp,
      nonceStr: nonce,
      package: packageText,
      signType: 'RSA',
      paySign: v.expectedSignature,
    });
    expect(params.paySign).not.toBe(vector<SignVector>('pay-appsign-doc').expectedSignature);
  });
});

describe('verification of answers', () => {
  const v = vector<VerifyVector>('pay-response-verify-doc-pubkey');
  const key = createPublicKey(v.publicKeyPem);
  const now = () => new Date(Number(v.headers['Wechatpay-Timestamp']) * 1000);
  const keys = { find: (serial: string) => Promise.resolve(serial === v.headers['Wechatpay-Serial'] ? key : null) };
  const check = (body: string, changes: Record<string, string> = {}) => {
    const headers = new Headers({ ...v.headers, ...changes });
    return verifyMessage((name) => headers.get(name), Buffer.from(body), { keys, now });
  };

  test('the official public-key example is accepted', async () => {
    expect(await check(v.body)).toEqual({ isVerified: true });
  });

  test('one added space in the body is refused', async () => {
    expect(await check(v.body.replace('{', '{ '))).toEqual({ isVerified: false, reason: 'signature' });
  });

  test('the same signature under another key is refused', async () => {
    const other = vector<{ publicKeyPem: string }>('java-rsa-verify-wrong-key');
    const headers = new Headers(v.headers);
    const foreign = { find: () => Promise.resolve(createPublicKey(other.publicKeyPem)) };
    const verification = await verifyMessage((name) => headers.get(name), Buffer.from(v.body), { keys: foreign, now });
    expect(verification).toEqual({ isVerified: false, reason: 'signature' });
  });

  test('a base64 text that only a lenient decoder would read is refused', async () => {
    const signature = v.headers['Wechatpay-Signature'] ?? '';
    const lenient = await check(v.body, { 'Wechatpay-Signature': signature.replace('==', '') });
    expect(lenient).toEqual({ isVerified: false, reason: 'signature' });
  });

  test('another signature type is refused', async () => {
    const other = await check(v.body, { 'Wechatpay-Signature-Type': 'WECHATPAY2-SM2-WITH-SM3' });
    expect(other).toEqual({ isVerified: false, reason: 'headers' });
  });
});

describe('AES-GCM', () => {
  const open = ({ key, ...sealed }: GcmVector) =>
    openAesGcm(createSecretKey(Buffer.from(key)), { ...sealed, associatedData: sealed.aad }).toString('utf8');

  test.each(vectorsOf<GcmVector>('aes-gcm-decrypt'))('$id opens, and neither tampered nor under another AAD', (v) => {
    expect(open(v)).toBe(v.expectedPlaintext);
    const tampered = Buffer.from(v.ciphertext, 'base64');
    tampered[0] = (tampered[0] ?? 0) ^ 1;
    expect(() => open({ ...v, ciphertext: tampered.toString('base64') })).toThrow();
    expect(() => open({ ...v, aad: `${v.aad}x` })).toThrow();
    expect(() => open({ ...v, ciphertext: 'AAAA' })).toThrow();
  });

  test('a decrypted official transaction is read as a payment', () => {
    const payment = readPaymentResource(JSON.parse(open(vector<GcmVector>('easywechat-transaction-resource'))));
    expect(payment).toMatchObject({ tradeState: 'SUCCESS', amountFen: 100, currency: 'CNY', mchId: '1230000109' });
    expect(payment.successTime).toEqual(new Date('2018-06-08T02:34:56Z'));
  });

  test('a downloaded platform certificate opens and bears its announced serial', () => {
    const v = vector<{ apiV3Key: string; entry: object; expectedSerial: string }>('java-certificates-download');
    const key = createSecretKey(Buffer.from(v.apiV3Key));
    expect(openCertificates({ data: [v.entry] }, key)[0]?.serial).toBe(v.expectedSerial);
    expect(() => openCertificates({ data: [{ ...v.entry, serial_no: '5DEA10EF' }] }, key)).toThrow('another serial');
  });
});

describe('notification', () => {
  const v = vector<NotifyVector>('go-notify-full');
  const sources = {
    apiV3Key: createSecretKey(Buffer.from(v.apiV3Key)),
    now: () => new Date(v.nowUnix * 1000),
    keys: { find: () => Promise.resolve(new X509Certificate(v.certificatePem).publicKey) },
  };

  test('the official SDK example is verified and decrypted', async () => {
    const notification = await readNotification({ headers: v.headers, rawBody: v.body }, sources);
    expect(notification).toMatchObject({ id: '3119dfba-e649-5eec-ab1e-3412bc4d2e17', originalType: 'payscore' });
    expect(notification.resource).toEqual(JSON.parse(v.expectedPlaintext));
  });

  test('the same example with one more byte is refused', async () => {
    const call = readNotification({ headers: v.headers, rawBody: `${v.body} ` }, sources);
    await expect(call).rejects.toMatchObject({ reason: 'signature', httpStatus: 401 });
  });
});
