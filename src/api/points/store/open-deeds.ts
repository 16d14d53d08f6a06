import type { Core } from '@strapi/strapi';
import { isUniqueViolation } from '../../../platform/database/db-errors';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { type StoredInstant, toDate, toDateOrNull } from '../../../platform/database/rows';
import { Refusal } from '../../../platform/errors/refusal';

/** What another server asked for, and how the ledger knows it for good. */
export interface OpenDeed {
  key: string;
  member: { id: number; documentId: string };
  /** Signed points. */
  change: number;
  reason: string;
  /** Of an award: when it ends, had it been made at this instant. */
  expiryFrom?: (at: Date) => Date | null;
}

export interface OpenDeedOutcome {
  recordId: string;
  userId: string;
  change: number;
  balanceAfter: number;
}

interface EntryRow {
  document_id: string;
  user_id: number;
  change: number;
  balance_after: number;
  description: string | null;
  created_at: StoredInstant;
  expires_at: StoredInstant | null;
}

/** The key of a deed in the ledger: each caller has keys of its own, and awards and deductions share them. */
export const keyOfDeed = (callerId: string, idempotencyKey: string): string => `open:${callerId}:${idempotencyKey}`;

/**
 * What the ledger says about a deed, with the account locked; null when it has not been done.
 * @throws Refusal IdempotencyConflictError when the key stands for another deed
 */
export async function findDeed(trx: Trx, deed: OpenDeed): Promise<OpenDeedOutcome | null> {
  const row = (await trx('points_records').where({ idempotency_key: deed.key }).first()) as EntryRow | undefined;
  if (!row) return null;
  if (!isSameDeed(row, deed)) throw new Refusal('IdempotencyConflictError');
  return {
    recordId: row.document_id,
    userId: deed.member.documentId,
    change: row.change,
    balanceAfter: row.balance_after,
  };
}

function isSameDeed(row: EntryRow, deed: OpenDeed): boolean {
  const expiry = deed.expiryFrom?.(toDate(row.created_at)) ?? null;
  return (
    row.user_id === deed.member.id &&
    row.change === deed.change &&
    row.description === deed.reason &&
    (deed.expiryFrom === undefined || expiry?.getTime() === toDateOrNull(row.expires_at)?.getTime())
  );
}

/**
 * Does a deed in a transaction of its own. Two calls with one key for two members lock two accounts and meet only in the unique
 * indexes of lots and ledger, which refuse the second: it is done again and then finds the first.
 */
export async function doOnce(
  strapi: Core.Strapi,
  deed: (trx: Trx) => Promise<OpenDeedOutcome>,
): Promise<OpenDeedOutcome> {
  try {
    return await inTransaction(strapi, deed);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return inTransaction(strapi, deed);
  }
}

/** How a member was named; the request's schema makes sure that it is one way. */
export function nameOf({ userId, openid, phone }: { userId?: string; openid?: string; phone?: string }) {
  if (userId !== undefined) return { documentId: userId };
  return openid === undefined ? { phone: phone ?? '' } : { openid };
}
