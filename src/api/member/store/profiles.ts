import type { Queries } from '../../../platform/database/queries';

export interface LevelRow {
  id: number;
  document_id: string;
  name: string;
  growth_threshold: number;
  discount_percent: number;
  points_multiplier_bps: number;
  free_freight: boolean | number;
  birthday_gift: boolean | number | null;
  consultation: boolean | number;
  color: string | null;
  benefits: string | null;
}

export interface ProfileRow {
  document_id: string;
  nickname: string | null;
  avatar: string | null;
  phone_masked: string | null;
  gender: string | null;
  birthday: string | null;
  growth: number | null;
  invite_code: string;
  level_id: number | null;
  level_due_on: string | null;
}

export interface StaffRow {
  document_id: string;
  name: string;
  state: string;
  role: string;
}

export async function readProfileRow(db: Queries, userId: number): Promise<ProfileRow> {
  return (await db('up_users')
    .where({ id: userId })
    .first(
      'document_id',
      'nickname',
      'avatar',
      'phone_masked',
      'gender',
      'birthday',
      'growth',
      'invite_code',
      'level_id',
      'level_due_on',
    )) as ProfileRow;
}

/** All levels, lowest first; there are a handful. */
export async function readLevels(db: Queries): Promise<LevelRow[]> {
  return (await db('member_levels')
    .orderBy('growth_threshold')
    .select(
      'id',
      'document_id',
      'name',
      'growth_threshold',
      'discount_percent',
      'points_multiplier_bps',
      'free_freight',
      'birthday_gift',
      'consultation',
      'color',
      'benefits',
    )) as LevelRow[];
}

/** The merchants a user works for. */
export async function readStaffRows(db: Queries, userId: number): Promise<StaffRow[]> {
  return (await db('merchant_staff as s')
    .join('merchants as m', 'm.id', 's.merchant_id')
    .where({ 's.user_id': userId, 's.enabled': true })
    .orderBy('s.id')
    .select('m.document_id', 'm.name', 'm.state', 's.role')) as StaffRow[];
}
