import type { Constraint } from '../../platform/database/constraints';
import { afterSaleConstraints } from './after-sale-constraints';
import { fulfilmentConstraints } from './fulfilment-constraints';

/** What the database itself refuses or finds quickly for this feature. */
export const constraints: Constraint[] = [
  { kind: 'unique', name: 'ux_cart_items_user_sku', table: 'cart_items', columns: ['user_id', 'sku_id'] },
  {
    kind: 'check',
    name: 'ck_cart_items_quantity',
    table: 'cart_items',
    columns: ['quantity'],
    expression: 'quantity > 0',
  },
  { kind: 'unique', name: 'ux_orders_order_no', table: 'orders', columns: ['order_no'] },
  { kind: 'index', name: 'ix_orders_user', table: 'orders', columns: ['user_id', 'id'] },
  { kind: 'index', name: 'ix_orders_user_state', table: 'orders', columns: ['user_id', 'state', 'id'] },
  {
    kind: 'index',
    name: 'ix_orders_open',
    table: 'orders',
    columns: ['close_due_at'],
    where: "state = 'pending_payment'",
  },
  { kind: 'index', name: 'ix_orders_merchant', table: 'orders', columns: ['merchant_id', 'id'] },
  {
    kind: 'unique',
    name: 'ux_orders_pickup_code',
    table: 'orders',
    columns: ['pickup_code'],
    where: "pickup_code is not null and state in ('awaiting_fulfilment', 'ready_for_pickup')",
  },
  {
    kind: 'check',
    name: 'ck_orders_pay_amount',
    table: 'orders',
    columns: ['pay_amount'],
    expression: 'pay_amount >= 0',
  },
  {
    kind: 'check',
    name: 'ck_orders_refunded_amount',
    table: 'orders',
    columns: ['refunded_amount', 'paid_amount'],
    expression: 'refunded_amount >= 0 and refunded_amount <= paid_amount',
  },
  { kind: 'unique', name: 'ux_order_items_order_line', table: 'order_items', columns: ['order_id', 'line_no'] },
  {
    kind: 'check',
    name: 'ck_order_items_quantity',
    table: 'order_items',
    columns: ['quantity', 'refunded_quantity'],
    expression: 'quantity > 0 and refunded_quantity >= 0 and refunded_quantity <= quantity',
  },
  {
    kind: 'check',
    name: 'ck_order_items_points',
    table: 'order_items',
    columns: ['points_earned', 'points_reclaimed'],
    expression: 'points_reclaimed >= 0 and points_reclaimed <= points_earned',
  },
  {
    kind: 'check',
    name: 'ck_order_items_handed_over',
    table: 'order_items',
    columns: ['shipped_quantity', 'cancelled_quantity', 'quantity'],
    expression:
      'shipped_quantity >= 0 and cancelled_quantity >= 0 and shipped_quantity + cancelled_quantity <= quantity',
  },
  ...afterSaleConstraints,
  ...fulfilmentConstraints,
  { kind: 'index', name: 'ix_order_logs_order', table: 'order_logs', columns: ['order_id', 'id'] },
  { kind: 'append_only', name: 'ao_order_logs', table: 'order_logs' },
];
