import type { Constraint } from '../../platform/database/constraints';

/** What the database itself refuses or finds quickly for this feature. */
export const constraints: Constraint[] = [
  { kind: 'unique', name: 'ux_push_messages_key', table: 'push_messages', columns: ['dedupe_key'] },
  {
    kind: 'index',
    name: 'ix_push_messages_due',
    table: 'push_messages',
    columns: ['next_attempt_at'],
    where: "state = 'received'",
  },
  { kind: 'index', name: 'ix_push_messages_created', table: 'push_messages', columns: ['created_at'] },
  {
    kind: 'unique',
    name: 'ux_shipping_uploads_payment',
    table: 'shipping_uploads',
    columns: ['out_trade_no'],
  },
  { kind: 'index', name: 'ix_shipping_uploads_transaction', table: 'shipping_uploads', columns: ['transaction_id'] },
  { kind: 'index', name: 'ix_shipping_uploads_order', table: 'shipping_uploads', columns: ['order_no'] },
  {
    kind: 'index',
    name: 'ix_shipping_uploads_due',
    table: 'shipping_uploads',
    columns: ['next_attempt_at'],
    where: "state = 'pending'",
  },
  {
    kind: 'unique',
    name: 'ux_media_checks_trace',
    table: 'media_checks',
    columns: ['trace_id'],
    where: 'trace_id is not null',
  },
  {
    kind: 'index',
    name: 'ix_media_checks_overdue',
    table: 'media_checks',
    columns: ['give_up_at'],
    where: "state = 'pending'",
  },
];
