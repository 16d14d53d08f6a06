import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wechatSettingsOf } from '../../../src/gateways/wechat-settings';
import { readEnvironment } from '../../../src/platform/environment';

const folder = mkdtempSync(join(tmpdir(), 'mallard-settings-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const PEM = '-----BEGIN PRIVATE KEY-----\\nown\\n-----END PRIVATE KEY-----';
const basis = {
  SANDBOX_DIR: folder,
  APP_KEYS: 'a',
  API_TOKEN_SALT: 'a',
  ADMIN_JWT_SECRET: 'a',
  TRANSFER_TOKEN_SALT: 'a',
  ENCRYPTION_KEY: 'a',
  JWT_SECRET: 'a'.repeat(16),
  ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
};
const own = {
  WECHAT_APP_ID: 'wx0123456789abcdef',
  WECHAT_APP_SECRET: 'own-secret',
  WECHAT_PAY_MCH_ID: '1900000001',
  WECHAT_PAY_API_V3_KEY: 'k'.repeat(32),
  WECHAT_PAY_CERT_SERIAL: 'ABCDEF',
  WECHAT_PAY_PRIVATE_KEY: PEM,
};
const settingsOf = (values: Record<string, string> = {}) => wechatSettingsOf(readEnvironment({ ...basis, ...values }));

describe('the WeChat of a sandbox', () => {
  it('is the simulator with a made-up merchant', () => {
    const { pay, miniProgram, push } = settingsOf({ SIMULATOR_PORT: '4000' });
    expect([pay.baseUrl, miniProgram.baseUrl]).toEqual(['http://127.0.0.1:4000', 'http://127.0.0.1:4000']);
    expect(push).toMatchObject({ appId: pay.appId, token: expect.any(String), encodingAesKey: expect.any(String) });
    expect(pay.mchId).not.toBe(own.WECHAT_PAY_MCH_ID);
  });

  it('stays the simulator while only identities are filled in, as for the day of opening', () => {
    expect(settingsOf(own)).toEqual(settingsOf());
  });

  it('is one of your own when you name its address and who you are there', () => {
    const addresses = { WECHAT_API_URL: 'http://127.0.0.1:5000', WECHAT_PAY_URL: 'http://127.0.0.1:5001' };
    const { pay, miniProgram } = settingsOf({ ...own, ...addresses });
    expect(pay).toMatchObject({
      appId: own.WECHAT_APP_ID,
      mchId: own.WECHAT_PAY_MCH_ID,
      apiV3Key: own.WECHAT_PAY_API_V3_KEY,
      merchantPrivateKeyPem: PEM.replaceAll('\\n', '\n'),
      baseUrl: addresses.WECHAT_PAY_URL,
    });
    expect(pay.publicKeyId).toBeUndefined();
    expect(miniProgram).toMatchObject({ appSecret: own.WECHAT_APP_SECRET, baseUrl: addresses.WECHAT_API_URL });
  });

  it('pushes with the token that is configured, encrypted only when a key is', () => {
    const { push, miniProgram } = settingsOf({ WECHAT_PUSH_TOKEN: 'own-token' });
    expect(push).toEqual({ appId: miniProgram.appId, token: 'own-token' });
    const key = 'k'.repeat(43);
    expect(settingsOf({ WECHAT_PUSH_TOKEN: 'own-token', WECHAT_PUSH_AES_KEY: key }).push).toMatchObject({
      encodingAesKey: key,
    });
  });
});

describe('a key of the live WeChat', () => {
  const live = { ...own, WECHAT_MODE: 'live', PUBLIC_URL: 'https://shop.example.com' };

  it('may lie in a file', () => {
    const file = join(folder, 'key.pem');
    writeFileSync(file, PEM);
    expect(settingsOf({ ...live, WECHAT_PAY_PRIVATE_KEY: file }).pay.merchantPrivateKeyPem).toBe(PEM);
  });

  it('that is neither a key nor a file is named, not shown', () => {
    const attempt = () => settingsOf({ ...live, WECHAT_PAY_PRIVATE_KEY: 'MIIEvQIBADANBg' });
    expect(attempt).toThrow(/^WECHAT_PAY_PRIVATE_KEY is neither/);
    expect(attempt).not.toThrow(/MIIEvQ/);
  });
});
