import { randomBytes, randomInt } from 'node:crypto';

const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';

function pick(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}

/** `length` random letters and digits; also ASCII-safe as an AES-GCM nonce. */
export const randomAlphanumeric = (length: number): string => pick(ALPHANUMERIC, length);

/** `length` random decimal digits. */
export const randomDigits = (length: number): string => pick(DIGITS, length);

/** `bytes` random bytes in lower-case hexadecimal. */
export const randomHex = (bytes: number): string => randomBytes(bytes).toString('hex');
