import { generateKeyPairSync } from 'node:crypto';
import { createWechatPayClient, type WechatPayConfig } from '../../src/gateways/wechat-pay/client';
import { merchantPrivateKeyPem, merchantPublicKey, NOW, payConfig, platformPublicKeyPem } from './support/pay-fixture';

const BASE_URL = 'https://api.mch.weixin.qq.com';
const create = (changes: Partial<WechatPayConfig>) =>
  createWechatPayClient({ ...payConfig(BASE_URL), ...changes }, { now: () => NOW });

const weakKeyPem = generateKeyPairSync('rsa', { modulusLength: 1024 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
const curveKeyPem = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
const merchantPublicKeyPem = merchantPublicKey.export({ type: 'spki', format: 'pem' }).toString();

test.each<[string, Partial<WechatPayConfig>, string]>([
  [
    'an APIv3 key pasted with two more characters',
    { apiV3Key: 'x'.repeat(34) },
    'WECHAT_PAY_API_V3_KEY must be exactly 32 ASCII',
  ],
  ['an APIv3 key with a blank', { apiV3Key: `${'x'.repeat(31)} ` }, 'WECHAT_PAY_API_V3_KEY'],
  ['a private key that is none', { merchantPrivateKeyPem: 'secret-text' }, 'WECHAT_PAY_PRIVATE_KEY'],
  [
    'a short private key',
    { merchantPrivateKeyPem: weakKeyPem },
    'WECHAT_PAY_PRIVATE_KEY must be an RSA key of at least 2048',
  ],
  ['a key of another kind', { merchantPrivateKeyPem: curveKeyPem }, 'WECHAT_PAY_PRIVATE_KEY'],
  ['a certificate serial that is no hex', { merchantCertSerial: 'PUB_KEY_ID_1' }, 'WECHAT_PAY_CERT_SERIAL'],
  ['a merchant number with a letter', { mchId: '19000072O1' }, 'WECHAT_PAY_MCH_ID'],
  ['an empty AppID', { appId: '' }, 'WECHAT_APP_ID'],
  ['a base URL with a path', { baseUrl: `${BASE_URL}/v3` }, 'WECHAT_PAY_URL'],
  ['a base URL that is none', { baseUrl: 'api.mch' }, 'WECHAT_PAY_URL'],
  ['a public key without its id', { publicKeyId: undefined }, 'WECHAT_PAY_PUBLIC_KEY_ID must be set together'],
  ['an id without its public key', { publicKeyPem: undefined }, 'WECHAT_PAY_PUBLIC_KEY must be set together'],
  ['an id without its prefix', { publicKeyId: '0000000000000024101100397200000006' }, 'WECHAT_PAY_PUBLIC_KEY_ID'],
  ["the merchant's own public key", { publicKeyPem: merchantPublicKeyPem }, "not the merchant's own"],
  [
    'a private key as the public one',
    { publicKeyPem: merchantPrivateKeyPem },
    'WECHAT_PAY_PUBLIC_KEY must be a public key',
  ],
])('%s stops the start with one sentence', (_, changes, sentence) => {
  expect(() => create(changes)).toThrow(sentence);
});

test('no sentence quotes the secret it complains about', () => {
  expect(() => create({ merchantPrivateKeyPem: 'secret-text' })).toThrow(/^(?!.*secret-text)/);
  expect(() => create({ apiV3Key: 'my secret' })).toThrow(/^(?!.*my secret)/);
});

test('keys written on one line with \\n, and a lower-case serial, are understood', () => {
  const client = create({
    merchantPrivateKeyPem: merchantPrivateKeyPem.replaceAll('\n', '\\n'),
    publicKeyPem: platformPublicKeyPem.replaceAll('\n', '\\n'),
    baseUrl: `${BASE_URL}/`,
  });
  expect(client.identity).toEqual({ appId: 'wxd678efh567hg6787', mchId: '1900007291' });
});
