import type { Constraint } from '../../platform/database/constraints';
import { reconciliationConstraints } from './reconciliation-constraints';

/** What the database itself refuses or finds quickly for this feature. */
export const constraints: Constraint[] = [
  { kind: 'unique', name: 'ux_payments_out_trade_no', table: 'payments', columns: ['out_trade_no'] },
  {
    kind: 'unique',
    name: 'ux_payments_transaction',
    table: 'payments',
    columns: ['transaction_id'],
    where: 'transaction_id is not null',
  },
  {
    kind: 'unique',
    name: 'ux_payments_open_order',
    table: 'payments',
    columns: ['order_id'],
    where: "state in ('created', 'prepaid')",
  },
  { kind: 'index', name: 'ix_payments_order', table: 'payments', columns: ['order_id', 'id'] },
  {
    kind: 'index',
    name: 'ix_payments_query',
    table: 'payments',
    columns: ['next_query_at'],
    where: 'next_query_at is not null',
  },
  {
    kind: 'index',
    name: 'ix_payments_paid_at',
    table: 'payments',
    columns: ['paid_at'],
    where: "state = 'succeeded'",
  },
  {
    kind: 'index',
    name: 'ix_refunds_succeeded_at',
    table: 'refunds',
    columns: ['succeeded_at'],
    where: "state = 'succeeded'",
  },
  { kind: 'check', name: 'ck_payments_amount', table: 'payments', columns: ['amount'], expression: 'amount >= 0' },
  {
    kind: 'check',
    name: 'ck_payments_refund_left',
    table: 'payments',
    columns: ['refunded_amount', 'refunding_amount', 'amount'],
    expression: 'refunded_amount >= 0 and refunding_amount >= 0 and refunded_amount + refunding_amount <= amount',
  },
  { kind: 'unique', name: 'ux_refunds_out_refund_no', table: 'refunds', columns: ['out_refund_no'] },
  { kind: 'check', name: 'ck_refunds_amount', table: 'refunds', columns: ['amount'], expression: 'amount > 0' },
  { kind: 'unique', name: 'ux_refunds_sequence', table: 'refunds', columns: ['payment_id', 'sequence'] },
  {
    kind: 'check',
    name: 'ck_refunds_sequence',
    table: 'refunds',
    columns: ['sequence'],
    expression: 'sequence between 1 and 50',
  },
  { kind: 'index', name: 'ix_refunds_after_sale', table: 'refunds', columns: ['after_sale_no'] },
  {
    kind: 'index',
    name: 'ix_refunds_due',
    table: 'refunds',
    columns: ['next_attempt_at'],
    where: "state in ('created', 'processing', 'abnormal')",
  },
  { kind: 'unique', name: 'ux_payment_notifications_id', table: 'payment_notifications', columns: ['notification_id'] },
  {
    kind: 'index',
    name: 'ix_payment_notifications_due',
    table: 'payment_notifications',
    columns: ['next_attempt_at'],
    where: "state = 'received'",
  },
  ...reconciliationConstraints,
];
