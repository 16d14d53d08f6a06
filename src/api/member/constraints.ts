import type { Constraint } from '../../platform/database/constraints';

/** What the database itself refuses or finds quickly for this feature. */
export const constraints: Constraint[] = [
  { kind: 'unique', name: 'ux_users_openid', table: 'up_users', columns: ['openid'] },
  { kind: 'unique', name: 'ux_users_invite_code', table: 'up_users', columns: ['invite_code'] },
  { kind: 'index', name: 'ix_users_phone_hash', table: 'up_users', columns: ['phone_hash'] },
  { kind: 'check', name: 'ck_users_growth', table: 'up_users', columns: ['growth'], expression: 'growth >= 0' },
  { kind: 'unique', name: 'ux_growth_records_operation', table: 'growth_records', columns: ['operation_no'] },
  { kind: 'index', name: 'ix_growth_records_user', table: 'growth_records', columns: ['user_id', 'id'] },
  { kind: 'index', name: 'ix_growth_records_order', table: 'growth_records', columns: ['order_no'] },
  { kind: 'append_only', name: 'ao_growth_records', table: 'growth_records' },
  { kind: 'unique', name: 'ux_check_ins_user_day', table: 'check_ins', columns: ['user_id', 'day'] },
  {
    kind: 'unique',
    name: 'ux_addresses_default',
    table: 'addresses',
    columns: ['user_id'],
    where: 'is_default and deleted_at is null',
  },
  { kind: 'index', name: 'ix_addresses_user', table: 'addresses', columns: ['user_id', 'id'] },
  { kind: 'unique', name: 'ux_member_sessions_sid', table: 'member_sessions', columns: ['sid'] },
  { kind: 'index', name: 'ix_member_sessions_user', table: 'member_sessions', columns: ['user_id', 'expires_at'] },
];
