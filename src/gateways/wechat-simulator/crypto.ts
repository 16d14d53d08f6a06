import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  type KeyLike,
  type KeyObject,
  privateDecrypt,
  sign,
  verify,
} from 'node:crypto';

const GCM_TAG_BYTES = 16;

/** RSASSA-PKCS1-v1_5 with SHA-256, base64 (wechat.md A2, A3, A7). */
export function signSha256(message: string, privateKey: KeyLike): string {
  return sign('RSA-SHA256', Buffer.from(message), privateKey).toString('base64');
}

/** Verifies {@link signSha256}; text that is not canonical base64 is simply a wrong signature. */
export function verifySha256(message: string | Buffer, signature: string, publicKey: KeyLike): boolean {
  const bytes = decodeStrictBase64(signature);
  return bytes !== null && verify('RSA-SHA256', Buffer.from(message), publicKey, bytes);
}

/** Node skips characters that are not base64, so only text that encodes back to itself is accepted. */
export function decodeStrictBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length > 0 && bytes.toString('base64') === text ? bytes : null;
}

export interface SealedText {
  /** Raw key: 32 bytes for WeChat Pay; published fixtures also use 16. */
  key: string;
  nonce: string;
  associatedData: string;
}

const gcmName = (key: string): 'aes-128-gcm' | 'aes-256-gcm' =>
  Buffer.byteLength(key) === 16 ? 'aes-128-gcm' : 'aes-256-gcm';

/** AEAD_AES_256_GCM as in notifications and certificates: base64 of ciphertext followed by the tag. */
export function sealText(plaintext: string, { key, nonce, associatedData }: SealedText): string {
  const cipher = createCipheriv(gcmName(key), key, nonce, { authTagLength: GCM_TAG_BYTES });
  cipher.setAAD(Buffer.from(associatedData));
  return Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

/** Opens {@link sealText}. Throws when the tag does not fit key, nonce, associated data and ciphertext. */
export function openText(ciphertext: string, { key, nonce, associatedData }: SealedText): string {
  const bytes = Buffer.from(ciphertext, 'base64');
  const decipher = createDecipheriv(gcmName(key), key, nonce, { authTagLength: GCM_TAG_BYTES });
  decipher.setAAD(Buffer.from(associatedData));
  decipher.setAuthTag(bytes.subarray(-GCM_TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(0, -GCM_TAG_BYTES)), decipher.final()]).toString('utf8');
}

/** Opens a confidential field (wechat.md A5: OAEP with SHA-1); null when it was not sealed for this key. */
export function openField(ciphertext: string, privateKey: KeyObject): string | null {
  try {
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    const sealed = Buffer.from(ciphertext, 'base64');
    return privateDecrypt({ key: privateKey, padding, oaepHash: 'sha1' }, sealed).toString('utf8');
  } catch {
    return null;
  }
}

/** The text two requests share exactly when they carry the same members, in whatever order they were written. */
export function fingerprint(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sortMembers(value)))
    .digest('hex');
}

function sortMembers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortMembers);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return members.map(([name, member]) => [name, sortMembers(member)]);
}
