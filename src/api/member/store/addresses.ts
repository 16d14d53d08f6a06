import type { Trx } from '../../../platform/database/in-transaction';
import type { Queries } from '../../../platform/database/queries';
import type { StoredInstant } from '../../../platform/database/rows';

export interface AddressRow {
  id: number;
  document_id: string;
  receiver: string;
  phone_cipher: string;
  province: string | null;
  city: string | null;
  district: string | null;
  detail: string;
  community_id: string | null;
  is_default: boolean | number;
  created_at: StoredInstant;
}

const living = (db: Queries, userId: number) => db('addresses').where({ user_id: userId }).whereNull('deleted_at');

/** All addresses of a user, the default one first, then the newest. */
export async function listAddresses(db: Queries, userId: number): Promise<AddressRow[]> {
  return (await living(db, userId)
    .orderBy([
      { column: 'is_default', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .select('*')) as AddressRow[];
}

export async function findAddress(db: Queries, userId: number, documentId: string): Promise<AddressRow | null> {
  const row = (await living(db, userId).where({ document_id: documentId }).first('*')) as AddressRow | undefined;
  return row ?? null;
}

/**
 * Makes one user's address changes wait for one another, so that counting and moving the default see the truth.
 * The user's row is locked, because a user without addresses has no other row to lock.
 */
export async function lockAddressBook(trx: Trx, userId: number): Promise<void> {
  await trx('up_users').where({ id: userId }).forNoKeyUpdate().first('id');
}

export async function clearDefault(trx: Trx, userId: number, at: Date): Promise<void> {
  await living(trx, userId).where({ is_default: true }).update({ is_default: false, updated_at: at });
}

/** Gives the default to the newest address left, if there is one. */
export async function promoteNewest(trx: Trx, userId: number, at: Date): Promise<void> {
  const newest = (await living(trx, userId).orderBy('id', 'desc').first('id')) as { id: number } | undefined;
  if (newest) await trx('addresses').where({ id: newest.id }).update({ is_default: true, updated_at: at });
}
