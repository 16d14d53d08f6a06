import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts personal data at rest under the newest key and reads it under any known one. */
export interface KeyRing {
  /** → `keyId.base64(nonce ‖ ciphertext ‖ tag)` */
  encrypt(plain: string): string;
  /** @throws Error when the key is unknown or the text was changed */
  decrypt(sealed: string): string;
  /** Keyed hash for look-up; stable while the oldest key stays in the ring. */
  lookupHash(plain: string): string;
}

/** @param keys `id:base64,id:base64`, newest first (ENCRYPTION_KEYS) */
export function createKeyRing(keys: string): KeyRing {
  const ring = keys.split(',').map((entry) => {
    const [id = '', secret = ''] = entry.split(/:(.*)/s);
    return { id, key: Buffer.from(secret, 'base64') };
  });
  const newest = ring[0];
  const oldest = ring.at(-1);
  if (!newest || !oldest || ring.some(({ key }) => key.length !== 32))
    throw new Error('ENCRYPTION_KEYS must hold keys of 32 bytes');
  const lookupKey = Buffer.from(hkdfSync('sha256', oldest.key, '', 'mallard lookup', 32));
  return {
    encrypt: (plain) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, newest.key, nonce);
      const sealed = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${newest.id}.${sealed.toString('base64')}`;
    },
    decrypt: (sealed) => {
      const [id, text = ''] = sealed.split('.');
      const entry = ring.find((candidate) => candidate.id === id);
      if (!entry) throw new Error(`encryption key ${String(id)} is not in the ring`);
      const bytes = Buffer.from(text, 'base64');
      const decipher = createDecipheriv(ALGORITHM, entry.key, bytes.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString(
        'utf8',
      );
    },
    lookupHash: (plain) => createHmac('sha256', lookupKey).update(plain).digest('hex'),
  };
}
