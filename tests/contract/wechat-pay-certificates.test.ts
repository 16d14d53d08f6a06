import { createPrivateKey, X509Certificate } from 'node:crypto';
import { createWechatPayClient } from '../../src/gateways/wechat-pay/client';
import type { WechatPayPort } from '../../src/gateways/wechat-pay/port';
import {
  API_V3_KEY,
  certificateModeConfig,
  failureOf,
  NOW,
  paidTransaction,
  payConfig,
  platformSigner,
  signed,
} from './support/pay-fixture';
import { seal, signedHeaders, type PaySigner } from './support/pay-signer';
import { startTinyServer, type TinyAnswer, type TinyServer } from './support/tiny-server';
import { vector } from './support/wechat-client-vectors';

interface CertificateVector {
  certificatePem: string;
  privateKeyPem: string;
}
interface PlatformIdentity extends PaySigner {
  pem: string;
}

function identity(vectorId: string): PlatformIdentity {
  const { certificatePem: pem, privateKeyPem } = vector<CertificateVector>(vectorId);
  return { pem, serial: new X509Certificate(pem).serialNumber, key: createPrivateKey(privateKeyPem) };
}

const oldCertificate = identity('java-rsa-sign-message');
const newCertificate = identity('node-easywechat-get-certificates');
const expiredCertificate = identity('skit-rsa4096-sign');
const OUT_TRADE_NO = paidTransaction.out_trade_no;
const MINUTE_MS = 60_000;

let server: TinyServer;
let now: Date;
let listed: PlatformIdentity[];
let listSigner: PaySigner;
let signer: PaySigner;
let downloads: number;
/** Replaces the certificate list when set. */
let listAnswer: (() => TinyAnswer) | null;

function certificateList(): TinyAnswer {
  const data = listed.map(({ serial, pem }) => ({
    serial_no: serial,
    effective_time: '2022-01-01T00:00:00+08:00',
    expire_time: '2027-01-01T00:00:00+08:00',
    encrypt_certificate: seal(API_V3_KEY, 'certificate', pem),
  }));
  return signed(200, { data }, { signer: listSigner, at: now });
}

beforeEach(async () => {
  server = await startTinyServer();
  now = NOW;
  listed = [oldCertificate];
  listSigner = oldCertificate;
  signer = oldCertificate;
  downloads = 0;
  listAnswer = null;
  server.answer = ({ url }) => {
    if (url !== '/v3/certificates') return signed(200, paidTransaction, { signer, at: now });
    downloads += 1;
    return listAnswer ? listAnswer() : certificateList();
  };
});
afterEach(() => server.close());

const inCertificateMode = (): WechatPayPort =>
  createWechatPayClient(certificateModeConfig(server.url), { now: () => now });

function passMinutes(minutes: number): void {
  now = new Date(now.getTime() + minutes * MINUTE_MS);
}

test('certificates are downloaded once for many calls at the same time', async () => {
  const client = inCertificateMode();
  const payments = await Promise.all(Array.from({ length: 20 }, () => client.queryPayment(OUT_TRADE_NO)));
  expect(payments.every((payment) => payment?.tradeState === 'SUCCESS')).toBe(true);
  expect(downloads).toBe(1);
  expect(server.seen[0]?.headers['wechatpay-serial']).toBeUndefined();
});

test('a rotated certificate is found by its serial, and the old one stays good while it is listed', async () => {
  const client = inCertificateMode();
  await client.queryPayment(OUT_TRADE_NO);
  passMinutes(10);
  listed = [oldCertificate, newCertificate];
  signer = newCertificate;
  await expect(client.queryPayment(OUT_TRADE_NO)).resolves.toMatchObject({ tradeState: 'SUCCESS' });
  signer = oldCertificate;
  await expect(client.queryPayment(OUT_TRADE_NO)).resolves.toMatchObject({ tradeState: 'SUCCESS' });
  expect(downloads).toBe(2);
});

test('a certificate that is no longer listed is no longer believed', async () => {
  const client = inCertificateMode();
  await client.queryPayment(OUT_TRADE_NO);
  passMinutes(10);
  listed = [newCertificate];
  listSigner = newCertificate;
  signer = newCertificate;
  await client.queryPayment(OUT_TRADE_NO);
  signer = oldCertificate;
  await expect(failureOf(client.queryPayment(OUT_TRADE_NO))).resolves.toMatchObject({ verificationFailure: 'serial' });
});

test('an unknown serial causes at most one download in five minutes', async () => {
  const client = inCertificateMode();
  signer = newCertificate;
  for (let round = 0; round < 4; round += 1) {
    await expect(failureOf(client.queryPayment(OUT_TRADE_NO))).resolves.toMatchObject({
      verificationFailure: 'serial',
    });
    passMinutes(1);
  }
  expect(downloads).toBe(1);
  passMinutes(1);
  listed = [oldCertificate, newCertificate];
  await expect(client.queryPayment(OUT_TRADE_NO)).resolves.toMatchObject({ tradeState: 'SUCCESS' });
  expect(downloads).toBe(2);
});

test('certificates are renewed in the background twice a day', async () => {
  const client = inCertificateMode();
  await client.queryPayment(OUT_TRADE_NO);
  passMinutes(12 * 60);
  await client.queryPayment(OUT_TRADE_NO);
  await client.queryPayment(OUT_TRADE_NO);
  expect(downloads).toBe(2);
});

test('a failed download is repeated after half a minute, and its reason is kept', async () => {
  const client = inCertificateMode();
  listAnswer = () => ({ status: 500 });
  const failure = await failureOf(client.queryPayment(OUT_TRADE_NO));
  expect(failure).toMatchObject({ kind: 'unverified', verificationFailure: 'serial', cause: { httpStatus: 500 } });
  await expect(failureOf(client.queryPayment(OUT_TRADE_NO))).resolves.toMatchObject({ cause: { httpStatus: 500 } });
  expect(downloads).toBe(1);
  listAnswer = null;
  passMinutes(0.5);
  await expect(client.queryPayment(OUT_TRADE_NO)).resolves.toMatchObject({ tradeState: 'SUCCESS' });
});

test('an expired certificate proves nothing', async () => {
  const client = inCertificateMode();
  listed = [oldCertificate, expiredCertificate];
  signer = expiredCertificate;
  await expect(failureOf(client.queryPayment(OUT_TRADE_NO))).resolves.toMatchObject({ verificationFailure: 'serial' });
});

test.each([
  ['sealed with another APIv3 key', () => resealed('ffffffffffffffffffffffffffffffff')],
  ['signed by none of the certificates it brings', () => forged()],
  ['not signed', () => ({ status: 200, body: listBody(API_V3_KEY) })],
  ['not a list', () => signed(200, { data: 'none' }, { signer: oldCertificate, at: now })],
])('a certificate list that is %s is not believed', async (_, answer) => {
  listAnswer = answer;
  const failure = await failureOf(inCertificateMode().queryPayment(OUT_TRADE_NO));
  expect(failure).toMatchObject({ verificationFailure: 'serial', cause: { kind: 'unverified' } });
  expect(String(failure.cause)).toContain('WECHAT_PAY_API_V3_KEY');
});

function listBody(apiV3Key: string): string {
  const { serial, pem } = oldCertificate;
  return JSON.stringify({ data: [{ serial_no: serial, encrypt_certificate: seal(apiV3Key, 'certificate', pem) }] });
}

function resealed(apiV3Key: string): TinyAnswer {
  const body = listBody(apiV3Key);
  return { status: 200, body, headers: signedHeaders(oldCertificate, { body, at: now }) };
}

function forged(): TinyAnswer {
  const body = listBody(API_V3_KEY);
  const forger = { serial: oldCertificate.serial, key: newCertificate.key };
  return { status: 200, body, headers: signedHeaders(forger, { body, at: now }) };
}

// Incident 24.
describe('during the migration to a public key', () => {
  test('answers signed either way are believed, each by its own key', async () => {
    const client = createWechatPayClient(payConfig(server.url), { now: () => now });
    signer = platformSigner;
    await expect(client.queryPayment(OUT_TRADE_NO)).resolves.toMatchObject({ tradeState: 'SUCCESS' });
    expect(downloads).toBe(0);
    listSigner = platformSigner;
    signer = oldCertificate;
    await expect(client.queryPayment(OUT_TRADE_NO)).resolves.toMatchObject({ tradeState: 'SUCCESS' });
    expect(downloads).toBe(1);
  });

  test('a merchant without certificates is not asked for them again and again', async () => {
    const client = createWechatPayClient(payConfig(server.url), { now: () => now });
    listAnswer = () => ({ status: 404, body: '{"code":"RESOURCE_NOT_EXISTS","message":"无可用的平台证书"}' });
    for (let round = 0; round < 5; round += 1) {
      await expect(failureOf(client.queryPayment(OUT_TRADE_NO))).resolves.toMatchObject({
        verificationFailure: 'serial',
      });
    }
    expect(downloads).toBe(1);
  });
});
