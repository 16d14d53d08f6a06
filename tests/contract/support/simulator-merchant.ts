import { createSign, createVerify, randomBytes } from 'node:crypto';
import type { RunningSimulator, SandboxCredentials } from '../../../src/gateways/wechat-simulator';

export interface PayReply {
  status: number;
  body: Record<string, unknown> & { amount: Record<string, number> };
  text: string;
  headers: Headers;
}

export interface CallChanges {
  headers?: Record<string, string>;
  timestamp?: number;
  /** Signed instead of what is sent. */
  signedBody?: string;
  mchid?: string;
  serial?: string;
}

const sign = (message: string, privateKey: string): string =>
  createSign('RSA-SHA256').update(message).sign(privateKey, 'base64');

/** A shop reduced to its signatures, written against the protocol and nothing else. */
export class TestMerchant {
  constructor(
    readonly simulator: RunningSimulator,
    readonly credentials: SandboxCredentials,
    readonly nowMs: () => number = Date.now,
  ) {}

  async call(method: string, target: string, payload?: unknown, changes: CallChanges = {}): Promise<PayReply> {
    const body = payload === undefined ? '' : typeof payload === 'string' ? payload : JSON.stringify(payload);
    const response = await fetch(this.simulator.url + target, {
      method,
      headers: {
        Accept: 'application/json',
        'User-Agent': 'test-merchant/1',
        ...(body === '' ? {} : { 'Content-Type': 'application/json' }),
        Authorization: this.authorization(method, target, body, changes),
        ...changes.headers,
      },
      ...(body === '' ? {} : { body }),
    });
    const text = await response.text();
    const parsed: unknown = text === '' ? {} : JSON.parse(text);
    return { status: response.status, body: parsed as PayReply['body'], text, headers: response.headers };
  }

  authorization(method: string, target: string, body: string, changes: CallChanges): string {
    const timestamp = String(changes.timestamp ?? Math.floor(this.nowMs() / 1000));
    const nonce = randomBytes(16).toString('hex');
    const message = `${method}\n${target}\n${timestamp}\n${nonce}\n${changes.signedBody ?? body}\n`;
    const pairs = {
      mchid: changes.mchid ?? this.credentials.mchId,
      nonce_str: nonce,
      signature: sign(message, this.credentials.merchantPrivateKeyPem),
      timestamp,
      serial_no: changes.serial ?? this.credentials.merchantCertSerial,
    };
    const list = Object.entries(pairs).map(([name, value]) => `${name}="${value}"`);
    return `WECHATPAY2-SHA256-RSA2048 ${list.join(',')}`;
  }

  order(outTradeNo: string, changes: Record<string, unknown> = {}): Record<string, unknown> {
    return {
      appid: this.credentials.appId,
      mchid: this.credentials.mchId,
      description: '鸭绒枕头',
      out_trade_no: outTradeNo,
      notify_url: 'http://127.0.0.1:9/notify',
      amount: { total: 1880, currency: 'CNY' },
      payer: { openid: 'buyer-1' },
      ...changes,
    };
  }

  prepay(outTradeNo: string, changes: Record<string, unknown> = {}): Promise<PayReply> {
    return this.call('POST', '/v3/pay/transactions/jsapi', this.order(outTradeNo, changes));
  }

  query(outTradeNo: string): Promise<PayReply> {
    return this.call('GET', `/v3/pay/transactions/out-trade-no/${outTradeNo}?mchid=${this.credentials.mchId}`);
  }

  close(outTradeNo: string): Promise<PayReply> {
    const target = `/v3/pay/transactions/out-trade-no/${outTradeNo}/close`;
    return this.call('POST', target, { mchid: this.credentials.mchId });
  }

  refund(outTradeNo: string, outRefundNo: string, changes: Record<string, unknown> = {}): Promise<PayReply> {
    return this.call('POST', '/v3/refund/domestic/refunds', {
      out_trade_no: outTradeNo,
      out_refund_no: outRefundNo,
      amount: { refund: 880, total: 1880, currency: 'CNY' },
      ...changes,
    });
  }

  payParams(prepayId: string) {
    const timeStamp = String(Math.floor(this.nowMs() / 1000));
    const nonceStr = randomBytes(16).toString('hex');
    const prepayPackage = `prepay_id=${prepayId}`;
    const message = `${this.credentials.appId}\n${timeStamp}\n${nonceStr}\n${prepayPackage}\n`;
    const paySign = sign(message, this.credentials.merchantPrivateKeyPem);
    return { timeStamp, nonceStr, package: prepayPackage, signType: 'RSA', paySign };
  }

  /** Prepays and pays in one go. */
  async buy(outTradeNo: string, changes: Record<string, unknown> = {}, notify: 'normal' | 'none' = 'none') {
    const { body } = await this.prepay(outTradeNo, changes);
    const payParams = this.payParams(String(body.prepay_id));
    return this.simulator.control.pay({ payParams, openid: 'buyer-1', notify });
  }

  /** True when a reply or a notification is signed by the sandbox's public key over exactly these bytes. */
  isSigned(headers: Headers | Record<string, string | undefined>, rawBody: string, publicKey?: string): boolean {
    const read = (name: string) => (headers instanceof Headers ? headers.get(name) : headers[name]) ?? '';
    const message = `${read('wechatpay-timestamp')}\n${read('wechatpay-nonce')}\n${rawBody}\n`;
    const verifier = createVerify('RSA-SHA256').update(message);
    return verifier.verify(publicKey ?? this.credentials.wechatpayPublicKeyPem, read('wechatpay-signature'), 'base64');
  }
}
