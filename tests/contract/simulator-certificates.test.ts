import { createDecipheriv, X509Certificate } from 'node:crypto';
import {
  createSandboxCredentials,
  type RunningSimulator,
  startWechatSimulator,
} from '../../src/gateways/wechat-simulator';
import { TestMerchant } from './support/simulator-merchant';

const credentials = createSandboxCredentials();
const [older, newer] = credentials.platformCertificates;
let simulator: RunningSimulator;
let merchant: TestMerchant;

beforeAll(async () => {
  simulator = await startWechatSimulator({ credentials });
  merchant = new TestMerchant(simulator, credentials);
});

afterAll(() => simulator.close());

const publicKeyOf = (pem: string) =>
  new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'pem' }).toString();

async function download() {
  const reply = await merchant.call('GET', '/v3/certificates');
  const entries = reply.body.data as { serial_no: string; encrypt_certificate: Record<string, string> }[];
  return { reply, entries };
}

function open({ nonce = '', ciphertext = '', associated_data: data = '' }: Record<string, string>): X509Certificate {
  const bytes = Buffer.from(ciphertext, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', credentials.apiV3Key, nonce);
  decipher.setAAD(Buffer.from(data)).setAuthTag(bytes.subarray(-16));
  return new X509Certificate(Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]));
}

test('a merchant in public-key mode has no certificates to download', async () => {
  const reply = await merchant.call('GET', '/v3/certificates');
  expect(reply.status).toBe(404);
  expect(reply.body).toMatchObject({
    code: 'RESOURCE_NOT_EXISTS',
    message: '无可用的平台证书，请在商户平台-API安全申请使用微信支付公钥。',
  });
});

test('in certificate mode the certificate opens with the APIv3 key and its key signs the answers', async () => {
  await simulator.control.changeSettings({ keyMode: 'certificate', certificateSet: 'old' });
  const { reply, entries } = await download();
  expect(entries.map(({ serial_no: serial }) => serial)).toEqual([older.serial]);
  expect(open(entries[0]?.encrypt_certificate ?? {}).serialNumber).toBe(older.serial);
  expect(reply.headers.get('wechatpay-serial')).toBe(older.serial);
  expect(merchant.isSigned(reply.headers, reply.text, publicKeyOf(older.certificatePem))).toBe(true);
});

test('during rotation both are handed out and the newer one signs, unless the older one is asked for', async () => {
  await simulator.control.changeSettings({ keyMode: 'certificate', certificateSet: 'both' });
  const { reply, entries } = await download();
  expect(entries.map(({ serial_no: serial }) => serial)).toEqual([older.serial, newer.serial]);
  expect(reply.headers.get('wechatpay-serial')).toBe(newer.serial);
  const headers = { 'Wechatpay-Serial': older.serial };
  const asked = await merchant.call('GET', '/v3/certificates', undefined, { headers });
  expect(asked.headers.get('wechatpay-serial')).toBe(older.serial);
});

test('after rotation the older certificate is gone, even when it is asked for', async () => {
  await simulator.control.changeSettings({ keyMode: 'certificate', certificateSet: 'new' });
  const headers = { 'Wechatpay-Serial': older.serial };
  const reply = await merchant.call('GET', '/v3/certificates', undefined, { headers });
  expect(reply.headers.get('wechatpay-serial')).toBe(newer.serial);
});

test('during a migration the two kinds of key alternate, and each request may choose', async () => {
  await simulator.control.changeSettings({ keyMode: 'mixed', certificateSet: 'old' });
  const serials = [];
  for (let count = 0; count < 4; count += 1) serials.push((await download()).reply.headers.get('wechatpay-serial'));
  expect(new Set(serials)).toEqual(new Set([older.serial, credentials.wechatpayPublicKeyId]));
  const headers = { 'Wechatpay-Serial': credentials.wechatpayPublicKeyId };
  for (let count = 0; count < 3; count += 1) {
    const reply = await merchant.call('GET', '/v3/certificates', undefined, { headers });
    expect(reply.headers.get('wechatpay-serial')).toBe(credentials.wechatpayPublicKeyId);
    expect(merchant.isSigned(reply.headers, reply.text)).toBe(true);
  }
});
