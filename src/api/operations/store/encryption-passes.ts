import type { Core } from '@strapi/strapi';
import { fromJson, newRow } from '../../../platform/database/rows';
import { claimRows } from '../../../platform/jobs/claim-rows';

/** How far the rows of one place have been read, from the first to the last. */
export interface Pass {
  id: number;
  place: string;
  /** Every row up to this id has been read. */
  lastId: number;
  /** Values that were found under an older key, so far. */
  renewed: number;
  /** Values that no key reads, so far, and the ids of the first of them. */
  unreadable: number;
  unreadableRows: number[];
  /** Values that are not under the newest key; null: not counted yet. */
  remaining: number | null;
  /** Whoever holds the pass has it until then; also the token by which he is known. */
  leasedUntil: Date;
}

interface PassRow {
  id: number;
  place: string;
  last_id: number;
  renewed: number;
  remaining: number | null;
  unreadable_seen: number;
  unreadable_rows: unknown;
}

const TABLE = 'encrypted_columns';
const LEASE_SECONDS = 120;
const FROM_THE_FIRST_ROW = { last_id: 0, renewed: 0, unreadable_seen: 0, unreadable_rows: '[]' };

/** Begins again wherever another key was the newest, or where a key that was missing may have come back. */
export async function beginPasses(
  strapi: Core.Strapi,
  { places, keyId, at }: { places: string[]; keyId: string; at: Date },
): Promise<void> {
  const begun = { ...FROM_THE_FIRST_ROW, key_id: keyId, state: 'running', due_at: at, remaining: null, updated_at: at };
  const rows = places.map((place) => ({ ...newRow(at), ...begun, place, unreadable: 0 }));
  await strapi.db
    .connection(TABLE)
    .insert(rows)
    .onConflict('place')
    .merge(begun)
    .whereRaw('encrypted_columns.key_id <> ? or encrypted_columns.unreadable > 0', [keyId]);
}

/** Takes the pass that has waited longest; those towards another key belong to instances that know it as the newest. */
export async function claimPass(
  strapi: Core.Strapi,
  { places, keyId, at }: { places: string[]; keyId: string; at: Date },
): Promise<Pass | null> {
  const [row] = await claimRows<PassRow>(strapi, {
    table: TABLE,
    states: ['running', 'finished'],
    dueColumn: 'due_at',
    narrow: (due) => void due.where('key_id', keyId).whereIn('place', places),
    leaseSeconds: LEASE_SECONDS,
    limit: 1,
    at,
  });
  if (!row) return null;
  return {
    id: row.id,
    place: row.place,
    lastId: row.last_id,
    renewed: row.renewed,
    unreadable: row.unreadable_seen,
    unreadableRows: fromJson<number[]>(row.unreadable_rows) ?? [],
    remaining: row.remaining,
    leasedUntil: new Date(at.getTime() + LEASE_SECONDS * 1000),
  };
}

/**
 * Notes how far a pass has come.
 * @param dueAt when anybody may go on with it; without it the holder keeps it
 * @returns false when somebody else has it now
 */
export async function savePass(strapi: Core.Strapi, pass: Pass, dueAt?: Date): Promise<boolean> {
  const { lastId, renewed, unreadable, unreadableRows, remaining } = pass;
  const saved = await held(strapi, pass).update({
    last_id: lastId,
    renewed,
    unreadable_seen: unreadable,
    unreadable_rows: JSON.stringify(unreadableRows),
    remaining,
    ...(dueAt === undefined ? {} : { due_at: dueAt }),
  });
  return saved > 0;
}

/** Notes what a pass over all rows has found; the next one begins at the first row. */
export async function endPass(
  strapi: Core.Strapi,
  { pass, isFinished, dueAt, at }: { pass: Pass; isFinished: boolean; dueAt: Date; at: Date },
): Promise<boolean> {
  const { unreadable, unreadableRows, remaining } = pass;
  const ended = await held(strapi, pass).update({
    ...FROM_THE_FIRST_ROW,
    unreadable_rows: JSON.stringify(unreadableRows),
    unreadable,
    remaining,
    state: isFinished ? 'finished' : 'running',
    due_at: dueAt,
    updated_at: at,
    ...(isFinished ? { finished_at: at } : {}),
  });
  return ended > 0;
}

/** Whoever was too slow, or works towards a key that is not the newest any more, finds nothing here. */
const held = (strapi: Core.Strapi, { id, leasedUntil }: Pass) =>
  strapi.db.connection(TABLE).where({ id, due_at: leasedUntil });
