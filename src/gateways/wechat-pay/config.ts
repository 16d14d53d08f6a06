import { createPrivateKey, createPublicKey, createSecretKey, type KeyObject } from 'node:crypto';

export interface WechatPayConfig {
  appId: string;
  mchId: string;
  /** Exactly 32 ASCII characters. */
  apiV3Key: string;
  merchantPrivateKeyPem: string;
  /** Hexadecimal serial of the merchant API certificate. */
  merchantCertSerial: string;
  /** Origin of the API, e.g. `https://api.mch.weixin.qq.com`. */
  baseUrl: string;
  /** `PUB_KEY_ID_…` with its key; without both, platform certificates are downloaded. */
  publicKeyId?: string;
  publicKeyPem?: string;
  timeoutMs: number;
}

/** The same facts with every key parsed once: parsing PEM per message costs more than the signature itself. */
export interface WechatPayKeys {
  appId: string;
  mchId: string;
  apiV3Key: KeyObject;
  merchantPrivateKey: KeyObject;
  merchantCertSerial: string;
  origin: string;
  publicKey: { id: string; key: KeyObject } | null;
  timeoutMs: number;
}

const MIN_RSA_BITS = 2048;

function refuse(sentence: string): never {
  throw new Error(sentence);
}

function match(name: string, value: string, { pattern, rule }: { pattern: RegExp; rule: string }): string {
  return pattern.test(value) ? value : refuse(`${name} must be ${rule}.`);
}

function parseKey(name: string, parse: () => KeyObject): KeyObject {
  let key: KeyObject;
  try {
    key = parse();
  } catch {
    // The original error may quote the text, and the text may be a private key.
    return refuse(`${name} must be an RSA key in PEM form.`);
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType === 'rsa' && bits >= MIN_RSA_BITS) return key;
  return refuse(`${name} must be an RSA key of at least ${String(MIN_RSA_BITS)} bits.`);
}

function asPem(text: string): string {
  // One-line environment files write the line breaks of a PEM as \n.
  return text.replace(/\\n/g, '\n').trim();
}

function parseOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : refuse('WECHAT_PAY_URL must be an absolute URL.');
  const isBareOrigin = /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash;
  if (!isBareOrigin || url.username) refuse('WECHAT_PAY_URL must be a bare http(s) origin without path or query.');
  return url.origin;
}

function parsePublicKey(
  { publicKeyId, publicKeyPem }: WechatPayConfig,
  merchantKey: KeyObject,
): WechatPayKeys['publicKey'] {
  if (!publicKeyId && !publicKeyPem) return null;
  if (!publicKeyId) return refuse('WECHAT_PAY_PUBLIC_KEY_ID must be set together with WECHAT_PAY_PUBLIC_KEY.');
  if (!publicKeyPem) return refuse('WECHAT_PAY_PUBLIC_KEY must be set together with WECHAT_PAY_PUBLIC_KEY_ID.');
  match('WECHAT_PAY_PUBLIC_KEY_ID', publicKeyId, {
    pattern: /^PUB_KEY_ID_[0-9A-Za-z]{1,64}$/,
    rule: 'the full id PUB_KEY_ID_…',
  });
  const pem = asPem(publicKeyPem);
  if (!/^-----BEGIN (RSA )?PUBLIC KEY-----/.test(pem))
    refuse('WECHAT_PAY_PUBLIC_KEY must be a public key in PEM form.');
  const key = parseKey('WECHAT_PAY_PUBLIC_KEY', () => createPublicKey(pem));
  if (key.equals(createPublicKey(merchantKey))) {
    refuse("WECHAT_PAY_PUBLIC_KEY must be WeChat Pay's public key, not the merchant's own.");
  }
  return { id: publicKeyId, key };
}

/** Checks the merchant's settings; throws one sentence that names the environment variable and never its value. */
export function readWechatPayConfig(config: WechatPayConfig): WechatPayKeys {
  const merchantPrivateKey = parseKey('WECHAT_PAY_PRIVATE_KEY', () =>
    createPrivateKey(asPem(config.merchantPrivateKeyPem)),
  );
  const apiV3Key = match('WECHAT_PAY_API_V3_KEY', config.apiV3Key, {
    pattern: /^[\x21-\x7e]{32}$/,
    rule: `exactly 32 ASCII characters (it has ${String(config.apiV3Key.length)})`,
  });
  if (!Number.isSafeInteger(config.timeoutMs) || config.timeoutMs < 1)
    refuse('The WeChat Pay timeoutMs must be positive.');
  return {
    appId: match('WECHAT_APP_ID', config.appId, { pattern: /^[0-9A-Za-z]{1,32}$/, rule: 'a mini-program AppID' }),
    mchId: match('WECHAT_PAY_MCH_ID', config.mchId, { pattern: /^[0-9]{1,32}$/, rule: 'a merchant number of digits' }),
    apiV3Key: createSecretKey(Buffer.from(apiV3Key, 'ascii')),
    merchantPrivateKey,
    merchantCertSerial: match('WECHAT_PAY_CERT_SERIAL', config.merchantCertSerial, {
      pattern: /^[0-9A-Fa-f]{1,64}$/,
      rule: 'the hexadecimal serial of the merchant API certificate',
    }).toUpperCase(),
    origin: parseOrigin(config.baseUrl),
    publicKey: parsePublicKey(config, merchantPrivateKey),
    timeoutMs: config.timeoutMs,
  };
}
