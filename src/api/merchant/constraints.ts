import type { Constraint } from '../../platform/database/constraints';

/** What the database itself refuses or finds quickly for this feature. */
export const constraints: Constraint[] = [
  {
    kind: 'index',
    name: 'ix_merchants_shares_profit',
    table: 'merchants',
    columns: ['shares_profit'],
    where: 'receiver_account is not null',
  },
  {
    kind: 'unique',
    name: 'ux_merchants_waiting_applicant',
    table: 'merchants',
    columns: ['applicant_id'],
    where: "state = 'pending' and applicant_id is not null",
  },
  { kind: 'index', name: 'ix_merchants_applicant', table: 'merchants', columns: ['applicant_id', 'id'] },
  {
    kind: 'unique',
    name: 'ux_merchant_staff_merchant_user',
    table: 'merchant_staff',
    columns: ['merchant_id', 'user_id'],
  },
  { kind: 'index', name: 'ix_merchant_staff_user', table: 'merchant_staff', columns: ['user_id'] },
  {
    kind: 'unique',
    name: 'ux_merchant_operators_admin_merchant',
    table: 'merchant_operators',
    columns: ['admin_id', 'merchant_id'],
  },
  { kind: 'index', name: 'ix_payment_codes_merchant', table: 'payment_codes', columns: ['merchant_id', 'id'] },
  { kind: 'index', name: 'ix_files_url', table: 'files', columns: ['url'] },
  { kind: 'unique', name: 'ux_payment_codes_code', table: 'payment_codes', columns: ['code'] },
  {
    kind: 'check',
    name: 'ck_payment_codes_fixed_amount',
    table: 'payment_codes',
    columns: ['fixed_amount'],
    expression: 'fixed_amount is null or fixed_amount > 0',
  },
];
