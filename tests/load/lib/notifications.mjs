import { createCipheriv, createPrivateKey, randomBytes, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { requestBytes } from './load.mjs';

const signAsync = promisify(sign);
const TAG_BYTES = 16;

/** Payment notifications as WeChat sends them (encrypted resource, RSA signature); good for 300 seconds. Each is `{ payment, signedAt, bytes }`. */
export async function signNotifications(payments, credentials) {
  const key = createPrivateKey(credentials.wechatpayPrivateKeyPem);
  return Promise.all(payments.map((payment) => notification(payment, { credentials, key })));
}

async function notification(payment, { credentials, key }) {
  const signedAt = Date.now();
  const body = JSON.stringify({
    id: randomBytes(16).toString('hex'),
    create_time: new Date().toISOString(),
    resource_type: 'encrypt-resource',
    event_type: 'TRANSACTION.SUCCESS',
    summary: '支付成功',
    resource: seal(JSON.stringify(transaction(payment, credentials)), credentials.apiV3Key),
  });
  const timestamp = String(Math.floor(signedAt / 1000));
  const nonce = randomBytes(16).toString('hex');
  const signature = await signAsync('RSA-SHA256', Buffer.from(`${timestamp}\n${nonce}\n${body}\n`), key);
  const headers = {
    'Wechatpay-Timestamp': timestamp,
    'Wechatpay-Nonce': nonce,
    'Wechatpay-Serial': credentials.wechatpayPublicKeyId,
    'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
    'Wechatpay-Signature': signature.toString('base64'),
  };
  return { payment, signedAt, bytes: requestBytes('POST', '/api/v1/wechat/pay/notify', { headers, body }) };
}

function transaction({ outTradeNo, amount, openid }, { appId, mchId }) {
  return {
    appid: appId,
    mchid: mchId,
    out_trade_no: outTradeNo,
    transaction_id: `42${outTradeNo}`,
    trade_type: 'JSAPI',
    trade_state: 'SUCCESS',
    trade_state_desc: '支付成功',
    bank_type: 'OTHERS',
    attach: '',
    success_time: new Date().toISOString(),
    payer: { openid },
    amount: { total: amount, payer_total: amount, currency: 'CNY', payer_currency: 'CNY' },
  };
}

function seal(plain, apiV3Key) {
  const nonce = randomBytes(6).toString('hex');
  const cipher = createCipheriv('aes-256-gcm', apiV3Key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from('transaction'));
  const ciphertext = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString(
    'base64',
  );
  return {
    original_type: 'transaction',
    algorithm: 'AEAD_AES_256_GCM',
    ciphertext,
    associated_data: 'transaction',
    nonce,
  };
}
