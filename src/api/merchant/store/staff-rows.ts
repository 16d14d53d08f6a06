import type { StaffRole } from '../../../domain/merchant/staff-rules';
import type { Queries } from '../../../platform/database/queries';
import type { Trx } from '../../../platform/database/in-transaction';
import { newRow, type StoredInstant } from '../../../platform/database/rows';

export interface StaffRow {
  id: number;
  document_id: string;
  user_id: number;
  role: StaffRole;
  enabled: boolean | number;
  created_at: StoredInstant;
  user_document_id: string;
  nickname: string | null;
  avatar: string | null;
  phone_masked: string | null;
}

const PERSON = ['u.document_id as user_document_id', 'u.nickname', 'u.avatar', 'u.phone_masked'];

/** Everybody who works or worked for a merchant, in the order in which they came. */
export const staffOf = (db: Queries, merchantId: number) =>
  db('merchant_staff as s')
    .join('up_users as u', 'u.id', 's.user_id')
    .where({ 's.merchant_id': merchantId })
    .orderBy('s.id')
    .select('s.id', 's.document_id', 's.user_id', 's.role', 's.enabled', 's.created_at', ...PERSON);

/** Who owns a merchant now; ask with the merchant locked when something depends on it. */
export async function ownersOf(trx: Trx, merchantId: number): Promise<{ id: number; user_id: number }[]> {
  return trx('merchant_staff')
    .where({ merchant_id: merchantId, role: 'owner', enabled: true })
    .orderBy('id')
    .select('id', 'user_id');
}

export interface Place {
  merchantId: number;
  userId: number;
  role: StaffRole;
  at: Date;
}

/** Gives somebody a place, also when they had one before and were let go. */
export async function givePlace(trx: Trx, { merchantId, userId, role, at }: Place): Promise<void> {
  await trx('merchant_staff')
    .insert({ ...newRow(at), merchant_id: merchantId, user_id: userId, role, enabled: true })
    .onConflict(['merchant_id', 'user_id'])
    .merge({ role, enabled: true, updated_at: at });
}

/** The applicant owns what was applied for. */
export const hireOwner = (trx: Trx, owner: Omit<Place, 'role'>): Promise<void> =>
  givePlace(trx, { ...owner, role: 'owner' });
