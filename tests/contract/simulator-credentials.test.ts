import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandboxCredentials, loadOrCreateSandboxCredentials } from '../../src/gateways/wechat-simulator';
import { readSimulatorEnvironment } from '../../src/gateways/wechat-simulator/command-line';
import { selfSignedCertificate } from '../../src/gateways/wechat-simulator/self-signed-certificate';

const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
const file = join(folder, 'deep', 'credentials.json');
const credentials = loadOrCreateSandboxCredentials(file);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('the credentials are made once, privately, and read again afterwards', () => {
  expect(loadOrCreateSandboxCredentials(file)).toEqual(credentials);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(folder, 'deep'))).toEqual(['credentials.json']);
});

test('they have the shapes WeChat hands out', () => {
  expect(credentials.appId).toMatch(/^wx[0-9a-f]{16}$/);
  expect(credentials.mchId).toMatch(/^\d{10}$/);
  expect(credentials.merchantCertSerial).toMatch(/^[0-9A-F]{40}$/);
  expect(credentials.apiV3Key).toMatch(/^[0-9A-Za-z]{32}$/);
  expect(credentials.wechatpayPublicKeyId).toMatch(/^PUB_KEY_ID_\d+$/);
  expect(Buffer.from(`${credentials.pushAesKey}=`, 'base64')).toHaveLength(32);
});

test('the public key given to the shop belongs to the simulator’s private key', () => {
  const derived = createPublicKey(createPrivateKey(credentials.wechatpayPrivateKeyPem));
  expect(derived.export({ type: 'spki', format: 'pem' })).toBe(credentials.wechatpayPublicKeyPem);
});

test('the platform certificates are valid X.509, self-signed, with the serial they are known by', () => {
  for (const { certificatePem, serial, privateKeyPem, effectiveAt } of credentials.platformCertificates) {
    const certificate = new X509Certificate(certificatePem);
    expect(certificate.serialNumber).toBe(serial);
    expect(certificate.checkPrivateKey(createPrivateKey(privateKeyPem))).toBe(true);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(new Date(certificate.validFrom).getTime()).toBe(Math.floor(Date.parse(effectiveAt) / 1000) * 1000);
  }
});

test('a certificate that outlives 2049 is written with four-digit years', () => {
  const privateKey = createPrivateKey(credentials.wechatpayPrivateKeyPem);
  const pem = selfSignedCertificate({
    serial: '4A00',
    commonName: '测试',
    notBefore: new Date('2049-12-31T00:00:00Z'),
    notAfter: new Date('2050-01-02T03:04:05Z'),
    publicKey: createPublicKey(privateKey),
    privateKey,
  });
  const certificate = new X509Certificate(pem);
  expect(new Date(certificate.validTo).toISOString()).toBe('2050-01-02T03:04:05.000Z');
  expect(certificate.subject).toBe('CN=测试');
});

test('two sets of credentials share nothing', () => {
  const other = createSandboxCredentials();
  expect(other.mchId).not.toBe(credentials.mchId);
  expect(other.merchantPrivateKeyPem).not.toBe(credentials.merchantPrivateKeyPem);
});

test('a damaged credentials file is named in the error', () => {
  const damaged = join(folder, 'damaged.json');
  writeFileSync(damaged, '{"appId":1}');
  expect(() => loadOrCreateSandboxCredentials(damaged)).toThrow(/damaged\.json/);
});

test('a shop with message push settings of its own has a simulator that knows them', () => {
  expect(readSimulatorEnvironment({})).toMatchObject({ ownPush: {} });
  const plain = readSimulatorEnvironment({ WECHAT_PUSH_TOKEN: 'own' });
  expect(plain).toMatchObject({ ownPush: { pushToken: 'own' }, settings: { pushMode: 'plain' } });
  const safe = readSimulatorEnvironment({ WECHAT_PUSH_TOKEN: 'own', WECHAT_PUSH_AES_KEY: 'k'.repeat(43) });
  expect(safe.ownPush).toEqual({ pushToken: 'own', pushAesKey: 'k'.repeat(43) });
  expect(safe.settings).not.toHaveProperty('pushMode');
});

test('the simulator does not start in production unless somebody insists', () => {
  expect(() => readSimulatorEnvironment({ NODE_ENV: 'production' })).toThrow(/NODE_ENV=production/);
  const insisted = readSimulatorEnvironment({ NODE_ENV: 'production', ALLOW_SANDBOX_IN_PRODUCTION: 'true' });
  expect(insisted).toMatchObject({ host: '127.0.0.1', port: 1338 });
  expect(() => readSimulatorEnvironment({ SIMULATOR_PORT: 'x' })).toThrow(/SIMULATOR_PORT/);
  expect(() => readSimulatorEnvironment({ SIMULATOR_PUSH_URL: 'ftp://x' })).toThrow(/SIMULATOR_PUSH_URL/);
});
