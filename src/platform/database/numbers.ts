import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A number users may see: sortable by time, unguessable in its tail, 24 characters of [0-9A-Z].
 * Its uniqueness is the database's business (a unique index on every such column).
 * @param prefix one letter that tells kinds of numbers apart at a glance
 */
export function createNumber(prefix: string, at: Date): string {
  const time = at.toISOString().replace(/\D/g, '').slice(2, 17);
  return `${prefix}${time}${randomTail(8)}`;
}

/** Unguessable text of 5 bits a character. */
export function randomTail(length: number): string {
  return Array.from(randomBytes(length), (byte) => ALPHABET.charAt(byte & 31)).join('');
}
