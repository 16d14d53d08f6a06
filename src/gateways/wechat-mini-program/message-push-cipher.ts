import { createCipheriv, createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';

const KEY_BYTES = 32;
const IV_BYTES = 16;
const RANDOM_BYTES = 16;
const LENGTH_BYTES = 4;
const HEADER_BYTES = RANDOM_BYTES + LENGTH_BYTES;
// WeChat pads to 32 bytes although the cipher's block is 16; OpenSSL refuses such padding, so it is done by hand.
const PAD_BLOCK_BYTES = 32;

/** SHA-1 over the sorted, joined parts: the `signature` and `msg_signature` of message push. */
export function signPush(...parts: string[]): string {
  return createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex');
}

/** Compares in constant time. */
export function isSameSignature(expected: string, given: string): boolean {
  const expectedBytes = Buffer.from(expected);
  const givenBytes = Buffer.from(given);
  return expectedBytes.length === givenBytes.length && timingSafeEqual(expectedBytes, givenBytes);
}

/** Decodes the 43-character EncodingAESKey; throws one sentence naming the environment variable. */
export function readPushKey(encodingAesKey: string): Buffer {
  const key = /^[0-9A-Za-z+/]{43}$/.test(encodingAesKey) ? Buffer.from(`${encodingAesKey}=`, 'base64') : null;
  if (key?.length === KEY_BYTES) return key;
  throw new Error('WECHAT_PUSH_AES_KEY must be the 43-character EncodingAESKey.');
}

export interface SealedPush {
  appId: string;
  message: string;
  /** 16 bytes. */
  random: Buffer;
}

/** random(16) ‖ length(4, big endian) ‖ message ‖ appId, padded to 32 bytes, AES-256-CBC, base64. */
export function sealPush(key: Buffer, { appId, message, random }: SealedPush): string {
  if (random.length !== RANDOM_BYTES) throw new RangeError('random must be 16 bytes.');
  const body = Buffer.from(message);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(body.length);
  const plain = Buffer.concat([random, length, body, Buffer.from(appId)]);
  const padLength = PAD_BLOCK_BYTES - (plain.length % PAD_BLOCK_BYTES);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, IV_BYTES)).setAutoPadding(false);
  return Buffer.concat([
    cipher.update(Buffer.concat([plain, Buffer.alloc(padLength, padLength)])),
    cipher.final(),
  ]).toString('base64');
}

/** Reverses `sealPush`; throws when anything about the content is not as it must be. */
export function openPush(key: Buffer, encrypted: string): SealedPush {
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, IV_BYTES)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(Buffer.from(encrypted, 'base64')), decipher.final()]);
  const padLength = padded.at(-1) ?? 0;
  const isPadded = padLength >= 1 && padLength <= PAD_BLOCK_BYTES && padLength <= padded.length;
  if (!isPadded || !padded.subarray(-padLength).every((byte) => byte === padLength)) throw new Error('Wrong padding.');
  const plain = padded.subarray(0, -padLength);
  if (plain.length < HEADER_BYTES) throw new Error('Too short.');
  const end = HEADER_BYTES + plain.readUInt32BE(RANDOM_BYTES);
  if (end > plain.length) throw new Error('Wrong length.');
  return {
    random: plain.subarray(0, RANDOM_BYTES),
    message: plain.subarray(HEADER_BYTES, end).toString('utf8'),
    appId: plain.subarray(end).toString('utf8'),
  };
}
