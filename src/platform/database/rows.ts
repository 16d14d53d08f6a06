import { createId } from '@paralleldrive/cuid2';

/** What a stored instant looks like when read with raw SQL: Date on PostgreSQL, epoch milliseconds on SQLite. */
export type StoredInstant = Date | number | string | null;

/** Identity and time stamps of a new row; Strapi expects them on everything it shows. */
export function newRow(at: Date): { document_id: string; created_at: Date; updated_at: Date; published_at: Date } {
  return { document_id: createId(), created_at: at, updated_at: at, published_at: at };
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
