import { generateKeyPairSync } from 'node:crypto';
import { createWechatPayClient, type WechatPayConfig } from '../../../src/gateways/wechat-pay/client';
import { WechatPayError, type WechatPayPort } from '../../../src/gateways/wechat-pay/port';
import { signedHeaders, type PaySigner } from './pay-signer';
import { startTinyServer, type TinyServer } from './tiny-server';

export const API_V3_KEY = '0123456789abcdef0123456789ABCDEF';
export const PUBLIC_KEY_ID = 'PUB_KEY_ID_0000000000000024101100397200000006';
export const NOW = new Date('2022-06-01T12:00:00Z');

const merchant = generateKeyPairSync('rsa', { modulusLength: 2048 });
const platform = generateKeyPairSync('rsa', { modulusLength: 2048 });

export const merchantPublicKey = merchant.publicKey;
export const platformSigner: PaySigner = { serial: PUBLIC_KEY_ID, key: platform.privateKey };
export const merchantPrivateKeyPem = merchant.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
export const platformPublicKeyPem = platform.publicKey.export({ type: 'spki', format: 'pem' }).toString();

export function payConfig(baseUrl: string): WechatPayConfig {
  return {
    appId: 'wxd678efh567hg6787',
    mchId: '1900007291',
    apiV3Key: API_V3_KEY,
    merchantPrivateKeyPem,
    merchantCertSerial: '1dde55ad98ed71d6edd4a4a16996de7b47773a8c',
    baseUrl,
    publicKeyId: PUBLIC_KEY_ID,
    publicKeyPem: platformPublicKeyPem,
    // Generous, because the machine may be busy; tests that wait for the limit set their own.
    timeoutMs: 10_000,
  };
}

export function certificateModeConfig(baseUrl: string): WechatPayConfig {
  return { ...payConfig(baseUrl), publicKeyId: undefined, publicKeyPem: undefined };
}

export interface PayFixture {
  server: TinyServer;
  client: WechatPayPort;
}

export async function startPayFixture(): Promise<PayFixture> {
  const server = await startTinyServer();
  return { server, client: createWechatPayClient(payConfig(server.url), { now: () => NOW }) };
}

/** An answer signed as WeChat Pay would sign it. */
export function signed(status: number, value: unknown, { signer = platformSigner, at = NOW } = {}): SignedAnswer {
  const body = value === undefined ? '' : JSON.stringify(value);
  return { status, headers: signedHeaders(signer, { body, at }), body };
}

export interface SignedAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** The error of a call that must fail. */
export async function failureOf(call: Promise<unknown>): Promise<WechatPayError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof WechatPayError) return error;
  throw new Error(`Expected a WechatPayError, got ${String(error)}`);
}

export const prepayRequest = {
  outTradeNo: '1217752501201407033233368018',
  description: 'Image形象店-深圳腾大-QQ公仔',
  amountFen: 100,
  payerOpenid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
  expiresAt: new Date('2022-06-01T12:15:00.900Z'),
  notifyUrl: 'https://shop.example/api/v1/wechat/pay/notify',
};

export const paidTransaction = {
  appid: 'wxd678efh567hg6787',
  mchid: '1900007291',
  out_trade_no: '1217752501201407033233368018',
  transaction_id: '4200001234202206010000000001',
  trade_type: 'JSAPI',
  trade_state: 'SUCCESS',
  trade_state_desc: '支付成功',
  bank_type: 'OTHERS',
  success_time: '2022-06-01T20:00:00+08:00',
  payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
  amount: { total: 100, payer_total: 90, currency: 'CNY', payer_currency: 'CNY' },
};

export const refundAnswer = {
  refund_id: '50000000382019052709732678859',
  out_refund_no: 'R20220601000001',
  transaction_id: '4200001234202206010000000001',
  out_trade_no: '1217752501201407033233368018',
  channel: 'ORIGINAL',
  user_received_account: '招商银行信用卡0403',
  create_time: '2022-06-01T20:00:00+08:00',
  status: 'PROCESSING',
  amount: { total: 100, refund: 40, payer_total: 90, payer_refund: 36, currency: 'CNY' },
};
