import { createCipheriv, sign, type KeyObject } from 'node:crypto';

export interface PaySigner {
  serial: string;
  key: KeyObject;
}

export interface SigningDetails {
  body: string;
  at: Date;
}

/** Headers as WeChat Pay sends them with an answer or a notification. */
export function signedHeaders({ serial, key }: PaySigner, { body, at }: SigningDetails): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const nonce = 'c5ac7061fccab6bf3e254dcf98995b8c';
  return {
    'Content-Type': 'application/json',
    'Request-ID': '08F78BB5AF0610D302F1-268435461',
    'Wechatpay-Timestamp': timestamp,
    'Wechatpay-Nonce': nonce,
    'Wechatpay-Serial': serial,
    'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
    'Wechatpay-Signature': sign('RSA-SHA256', Buffer.from(`${timestamp}\n${nonce}\n${body}\n`), key).toString('base64'),
  };
}

export interface Sealed {
  algorithm: 'AEAD_AES_256_GCM';
  ciphertext: string;
  nonce: string;
  associated_data: string;
}

export function seal(apiV3Key: string, associatedData: string, plaintext: string): Sealed {
  const nonce = 'fdasfjihihih';
  const cipher = createCipheriv('aes-256-gcm', apiV3Key, nonce);
  cipher.setAAD(Buffer.from(associatedData));
  const bytes = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return {
    algorithm: 'AEAD_AES_256_GCM',
    ciphertext: bytes.toString('base64'),
    nonce,
    associated_data: associatedData,
  };
}
