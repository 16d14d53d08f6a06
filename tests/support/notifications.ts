import { createCipheriv, randomBytes, sign } from 'node:crypto';
import type { Response } from 'supertest';
import { api, application } from './api';
import { database } from './members';

export const NOTIFY_PATH = '/api/v1/wechat/pay/notify';
export const REFUND_NOTIFY_PATH = '/api/v1/wechat/pay/refund-notify';

export interface WrittenNotification {
  body: string;
  headers: Record<string, string>;
}

/** The envelope of a notification around this content, sealed with the real key; written apart from the simulator. */
export function sealedEnvelope(content: unknown, overrides: Record<string, unknown> = {}): string {
  const { apiV3Key } = application().credentials;
  const nonce = randomBytes(6).toString('hex');
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(apiV3Key), Buffer.from(nonce));
  cipher.setAAD(Buffer.from('transaction'));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(content), 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return JSON.stringify({
    id: randomBytes(16).toString('hex'),
    create_time: application().clock.now().toISOString(),
    resource_type: 'encrypt-resource',
    event_type: 'TRANSACTION.SUCCESS',
    summary: '支付成功',
    resource: {
      original_type: 'transaction',
      algorithm: 'AEAD_AES_256_GCM',
      ciphertext: sealed.toString('base64'),
      associated_data: 'transaction',
      nonce,
    },
    ...overrides,
  });
}

/** Signs any body as WeChat would, with WeChat's own key. */
export function signed(body: string, timestampOffsetSeconds = 0): WrittenNotification {
  const { wechatpayPrivateKeyPem, wechatpayPublicKeyId } = application().credentials;
  const timestamp = String(Math.floor(application().clock.now().getTime() / 1000) + timestampOffsetSeconds);
  const nonce = randomBytes(16).toString('hex');
  const message = Buffer.from(`${timestamp}\n${nonce}\n${body}\n`);
  return {
    body,
    headers: {
      'Wechatpay-Timestamp': timestamp,
      'Wechatpay-Nonce': nonce,
      'Wechatpay-Serial': wechatpayPublicKeyId,
      'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
      'Wechatpay-Signature': sign('sha256', message, wechatpayPrivateKeyPem).toString('base64'),
    },
  };
}

/** Delivers a notification to the shop as WeChat does. */
export async function deliver(notification: WrittenNotification, path: string = NOTIFY_PATH): Promise<Response> {
  return api().post(path).set('Content-Type', 'application/json').set(notification.headers).send(notification.body);
}

/** What WeChat says about a paid transaction. */
export function transactionOf(outTradeNo: string, amountFen: number, openid: string): Record<string, unknown> {
  const { appId, mchId } = application().credentials;
  return {
    appid: appId,
    mchid: mchId,
    out_trade_no: outTradeNo,
    transaction_id: `42000${Date.now()}${randomBytes(4).toString('hex')}`,
    trade_type: 'JSAPI',
    trade_state: 'SUCCESS',
    trade_state_desc: '支付成功',
    bank_type: 'OTHERS',
    attach: '',
    success_time: application().clock.now().toISOString(),
    payer: { openid },
    amount: { total: amountFen, payer_total: amountFen, currency: 'CNY', payer_currency: 'CNY' },
  };
}

/** All notifications the shop has stored. */
export const inbox = () => database()('payment_notifications').orderBy('id') as Promise<StoredNotification[]>;

export interface StoredNotification {
  id: number;
  notification_id: string;
  state: 'received' | 'applied' | 'ignored' | 'flagged' | 'failed';
  out_trade_no: string | null;
  raw_body: string;
  attempts: number;
  last_error: string | null;
}

/** The notification that WeChat sent, or holds, about this order; by the shop's payment number. */
export function notificationAbout(outTradeNo: string): { id: string } {
  const found = application()
    .wechat.control.listNotifications()
    .find((notification) => notification.content.out_trade_no === outTradeNo);
  if (!found) throw new Error(`WeChat has no notification about ${outTradeNo}`);
  return found;
}

/** The payment number of an order's newest payment. */
export async function outTradeNoOf(orderNo: string): Promise<string> {
  const row = (await database()('payments')
    .where({ order_no: orderNo })
    .orderBy('id', 'desc')
    .first('out_trade_no')) as {
    out_trade_no: string;
  };
  return row.out_trade_no;
}
