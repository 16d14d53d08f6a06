import { sign, type KeyObject } from 'node:crypto';
import Pay from 'wechatpay-node-v3';
import type { WechatPayKeys } from './config';

export interface SigningSources {
  now: () => Date;
  randomBytes: (size: number) => Buffer;
}

const NONCE_BYTES = 16;
export const LIBRARY_ORIGIN = 'https://api.mch.weixin.qq.com';
export const USER_AGENT = `Mallard/0.1 Node/${process.versions.node}`;

/** RSASSA-PKCS1-v1_5 with SHA-256, base64: the one signature of API v3. */
export function signSha256(key: KeyObject, message: string): string {
  return sign('RSA-SHA256', Buffer.from(message), key).toString('base64');
}

/**
 * The payment library with its signing made fit for money: nonces come from a cryptographic source instead of
 * Math.random, the clock is the injected one, and the private key is parsed once.
 */
export class SigningPay extends Pay {
  readonly #key: KeyObject;
  readonly #sources: SigningSources;

  constructor(keys: WechatPayKeys, sources: SigningSources) {
    super({
      appid: keys.appId,
      mchid: keys.mchId,
      serial_no: keys.merchantCertSerial,
      // The library insists on a certificate although it would only read the serial from it, which is given above.
      publicKey: Buffer.from('unused'),
      // Signing goes through sha256WithRsa below; the library never sees the real private key.
      privateKey: Buffer.from('unused'),
      userAgent: USER_AGENT,
    });
    this.#key = keys.merchantPrivateKey;
    this.#sources = sources;
  }

  override sha256WithRsa(data: string): string {
    return signSha256(this.#key, data);
  }

  /** Authorization header over exactly the path and body that go out (API v3 request signature). */
  authorization(method: string, url: string, body?: string | object): string {
    const { pathname, search } = new URL(url, LIBRARY_ORIGIN);
    const nonce = this.nonce();
    const timestamp = this.unixSeconds();
    // The library forgets the last line of a command without a body.
    const isBare = method !== 'GET' && body === undefined;
    const signature = isBare
      ? this.sha256WithRsa([method, pathname + search, timestamp, nonce, '', ''].join('\n'))
      : this.getSignature(method, nonce, timestamp, pathname + search, body);
    return this.getAuthorization(nonce, timestamp, signature);
  }

  /** 32 characters from a cryptographic source. */
  nonce(): string {
    return this.#sources.randomBytes(NONCE_BYTES).toString('hex').toUpperCase();
  }

  unixSeconds(): string {
    return String(Math.floor(this.#sources.now().getTime() / 1000));
  }

  protected override buildAuthorization(method: string, url: string, params?: object): string {
    return this.authorization(method, url, params);
  }
}
