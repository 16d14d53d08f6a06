import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** Encrypts personal data at rest under the newest key and reads it under any known one. */
export interface KeyRing {
  /** Names the key under which everything is written. */
  newestKeyId: string;
  /** → `keyId.base64(nonce ‖ ciphertext ‖ tag)` */
  encrypt(plain: string): string;
  /** @throws Error when the key is unknown or the text was changed */
  decrypt(sealed: string): string;
  /**
   * The same text under the newest key; what is under it already comes back as it is.
   * @throws Error as `decrypt`
   */
  renew(sealed: string): string;
}

interface Key {
  id: string;
  key: Buffer;
}

/** @param keys `id:base64,id:base64`, newest first (ENCRYPTION_KEYS) */
export function createKeyRing(keys: string): KeyRing {
  const ring = parseKeys(keys);
  const [newest] = ring;
  const encrypt = (plain: string): string => `${newest.id}.${seal(plain, newest.key)}`;
  const decrypt = (sealed: string): string => {
    const [id, text = ''] = sealed.split('.');
    const entry = ring.find((candidate) => candidate.id === id);
    if (!entry) throw new Error(`encryption key ${String(id)} is not in the ring`);
    return open(text, entry.key);
  };
  return {
    newestKeyId: newest.id,
    encrypt,
    decrypt,
    renew: (sealed) => (sealed.startsWith(`${newest.id}.`) ? sealed : encrypt(decrypt(sealed))),
  };
}

/** What look-ups were hashed with before the lookup key became one of its own: it came from the oldest key. */
export function deriveLookupKey(keys: string): Buffer {
  const oldest = parseKeys(keys).at(-1);
  return Buffer.from(hkdfSync('sha256', oldest?.key ?? '', '', 'mallard lookup', KEY_BYTES));
}

function parseKeys(keys: string): [Key, ...Key[]] {
  const [newest, ...older] = keys.split(',').map((entry): Key => {
    const [id = '', secret = ''] = entry.split(/:(.*)/s);
    return { id, key: Buffer.from(secret, 'base64') };
  });
  const ring = newest ? ([newest, ...older] as [Key, ...Key[]]) : undefined;
  if (!ring || ring.some(({ key }) => key.length !== KEY_BYTES))
    throw new Error('ENCRYPTION_KEYS must hold keys of 32 bytes');
  return ring;
}

function seal(plain: string, key: Buffer): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce);
  return Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

function open(text: string, key: Buffer): string {
  const bytes = Buffer.from(text, 'base64');
  const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
}
