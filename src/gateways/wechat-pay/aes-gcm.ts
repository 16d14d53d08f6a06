import { createDecipheriv, type KeyObject } from 'node:crypto';
import { decodeStrictBase64 } from './strict-base64';

const TAG_BYTES = 16;
const CIPHER_BY_KEY_BYTES: Record<number, 'aes-128-gcm' | 'aes-256-gcm'> = { 16: 'aes-128-gcm', 32: 'aes-256-gcm' };

export interface SealedResource {
  ciphertext: string;
  nonce: string;
  associatedData: string;
}

/**
 * Opens WeChat's AEAD_AES_256_GCM (the tag is the last 16 bytes) and throws when the tag does not fit. The payment
 * library's own decryption skips this check and accepts changed text, which is why it is not used.
 */
export function openAesGcm(key: KeyObject, { ciphertext, nonce, associatedData }: SealedResource): Buffer {
  const cipherName = CIPHER_BY_KEY_BYTES[key.symmetricKeySize ?? 0];
  const sealed = decodeStrictBase64(ciphertext);
  if (!cipherName || !sealed || sealed.length < TAG_BYTES) throw new Error('The ciphertext is malformed.');
  const decipher = createDecipheriv(cipherName, key, Buffer.from(nonce), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(associatedData));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
}
