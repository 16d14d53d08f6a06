import { randomBytes } from 'node:crypto';

/** 32 characters, so that five random bits choose one without bias. */
const ID_CHARACTERS = 'abcdefghijklmnopqrstuvwxyz234567';
const ID_LENGTH = 24;
const FIRST_LETTERS = 15;
/** Randomness is fetched for many ids at once, because each trip to the generator costs more than an id. */
const IDS_PER_POOL = 256;
let pool = Buffer.alloc(0);
let used = 0;

/** What a stored instant looks like when read with raw SQL: Date on PostgreSQL, epoch milliseconds on SQLite. */
export type StoredInstant = Date | number | string | null;

/**
 * An id of the shape Strapi gives documents: 24 lower-case letters and digits, a letter first, here with 119 random bits.
 * Strapi's own maker hashes with SHA-3 for each id and takes eight times as long, and a payment writes nine rows.
 */
export function createRowId(): string {
  if (used + ID_LENGTH > pool.length) {
    pool = randomBytes(ID_LENGTH * IDS_PER_POOL);
    used = 0;
  }
  const bytes = pool.subarray(used, used + ID_LENGTH);
  used += ID_LENGTH;
  let id = ID_CHARACTERS.charAt((bytes[0] ?? 0) & FIRST_LETTERS);
  for (let index = 1; index < ID_LENGTH; index += 1) id += ID_CHARACTERS.charAt((bytes[index] ?? 0) & 31);
  return id;
}

/**
 * The columns of a row as SQL. A statement that names them is prepared, one with `*` is not (see `prepareStatements`), and what
 * nobody reads need not be fetched. As one text, because quoting thirty names for every payment takes longer than the rest of it.
 */
export const columnsOf = <Row>(names: Record<keyof Row, true>): string => Object.keys(names).join(', ');

/** Identity and time stamps of a new row; Strapi expects them on everything it shows. */
export function newRow(at: Date): { document_id: string; created_at: Date; updated_at: Date; published_at: Date } {
  return { document_id: createRowId(), created_at: at, updated_at: at, published_at: at };
}

/** Reads a stored instant as a Date. */
export function toDate(stored: StoredInstant): Date {
  if (stored === null) throw new TypeError('expected an instant, found null');
  return stored instanceof Date ? stored : new Date(stored);
}

/** Reads a nullable stored instant as a Date or null. */
export function toDateOrNull(stored: StoredInstant | undefined): Date | null {
  return stored === null || stored === undefined ? null : toDate(stored);
}

/** ISO-8601 UTC text for answers, or null. */
export function toIso(stored: StoredInstant | undefined): string | null {
  return toDateOrNull(stored)?.toISOString() ?? null;
}

/** Reads a JSON column (text on both databases unless a driver parsed it). */
export function fromJson<T>(stored: unknown): T | null {
  if (stored === null || stored === undefined) return null;
  return (typeof stored === 'string' ? JSON.parse(stored) : stored) as T;
}

/** Counts and sums come back as text from PostgreSQL. */
export function toInteger(stored: unknown): number {
  const value = Number(stored ?? 0);
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a safe integer: ${String(stored)}`);
  return value;
}
