import { constants, publicEncrypt, type KeyObject } from 'node:crypto';

/** Of a 2048-bit key with OAEP and SHA-1. */
const MAX_PLAINTEXT_BYTES = 214;

export interface EncryptionKey {
  /** Goes out as `Wechatpay-Serial`, so that WeChat Pay knows which of its keys to open the fields with. */
  serial: string;
  key: KeyObject;
}

/** RSAES-OAEP with SHA-1, base64: names and account numbers travel in this form only. */
export function sealField(text: string, { key }: EncryptionKey): string {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length > MAX_PLAINTEXT_BYTES) throw new RangeError('A confidential field is too long.');
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  return publicEncrypt({ key, padding, oaepHash: 'sha1' }, bytes).toString('base64');
}
