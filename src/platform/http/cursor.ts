import { z } from 'zod';
import { Refusal } from '../errors/refusal';

/** Query of every list of a user's own records: newest first, stable while rows are added. */
export const cursorQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(40).optional(),
});

const LARGEST_ID = 2_147_483_647;

/** The id below which the next page begins. @throws Refusal when the cursor is not ours */
export function readCursor(cursor: string | undefined): number | null {
  // Clients that fill in the first page's cursor too send an empty one.
  if (!cursor) return null;
  const id = Number(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!Number.isSafeInteger(id) || id < 1 || id > LARGEST_ID)
    throw new Refusal('ValidationError', { place: 'query', issues: [{ path: 'cursor', message: 'unknown cursor' }] });
  return id;
}

/** Cuts a page that was read with one row too many, and names the next one. */
export function pageOf<Row extends { id: number }>(
  rows: Row[],
  limit: number,
): { rows: Row[]; meta: { nextCursor: string | null } } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page,
    meta: { nextCursor: rows.length > limit && last ? Buffer.from(String(last.id)).toString('base64url') : null },
  };
}
