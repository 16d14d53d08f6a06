import type { Constraint } from '../../platform/database/constraints';

/** What the database itself refuses or finds quickly for this feature. */
export const constraints: Constraint[] = [
  { kind: 'unique', name: 'ux_points_accounts_user', table: 'points_accounts', columns: ['user_id'] },
  {
    kind: 'check',
    name: 'ck_points_accounts_balances',
    table: 'points_accounts',
    columns: ['available', 'frozen', 'debt'],
    expression: 'available >= 0 and frozen >= 0 and debt >= 0',
  },
  { kind: 'unique', name: 'ux_points_records_key', table: 'points_records', columns: ['idempotency_key'] },
  { kind: 'index', name: 'ix_points_records_user', table: 'points_records', columns: ['user_id', 'id'] },
  { kind: 'index', name: 'ix_points_records_user_time', table: 'points_records', columns: ['user_id', 'created_at'] },
  { kind: 'append_only', name: 'ao_points_records', table: 'points_records' },
  { kind: 'unique', name: 'ux_points_lots_award', table: 'points_lots', columns: ['award_key'] },
  {
    kind: 'check',
    name: 'ck_points_lots_remaining',
    table: 'points_lots',
    columns: ['remaining', 'points'],
    expression: 'remaining >= 0 and remaining <= points',
  },
  {
    kind: 'index',
    name: 'ix_points_lots_spendable',
    table: 'points_lots',
    columns: ['user_id', 'expires_at'],
    where: 'remaining > 0',
  },
  {
    kind: 'index',
    name: 'ix_points_lots_expiring',
    table: 'points_lots',
    columns: ['expires_at'],
    where: 'remaining > 0',
  },
  { kind: 'unique', name: 'ux_points_holds_order_lot', table: 'points_holds', columns: ['order_no', 'lot_id'] },
  {
    kind: 'check',
    name: 'ck_points_holds_returned',
    table: 'points_holds',
    columns: ['returned', 'points'],
    expression: 'returned >= 0 and returned <= points',
  },
  { kind: 'unique', name: 'ux_points_rule_usages_bucket', table: 'points_rule_usages', columns: ['rule_id', 'bucket'] },
  {
    kind: 'check',
    name: 'ck_points_rule_usages_points',
    table: 'points_rule_usages',
    columns: ['points'],
    expression: 'points >= 0',
  },
];
