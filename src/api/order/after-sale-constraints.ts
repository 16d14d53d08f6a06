import type { Constraint } from '../../platform/database/constraints';

/** What the database itself refuses or finds quickly among after-sale cases. */
export const afterSaleConstraints: Constraint[] = [
  { kind: 'unique', name: 'ux_after_sales_no', table: 'after_sales', columns: ['after_sale_no'] },
  { kind: 'index', name: 'ix_after_sales_user', table: 'after_sales', columns: ['user_id', 'id'] },
  { kind: 'index', name: 'ix_after_sales_merchant', table: 'after_sales', columns: ['merchant_id', 'id'] },
  { kind: 'index', name: 'ix_after_sales_order', table: 'after_sales', columns: ['order_id', 'id'] },
  {
    kind: 'index',
    name: 'ix_after_sales_due',
    table: 'after_sales',
    columns: ['due_at'],
    where: "state in ('pending', 'awaiting_return', 'returned')",
  },
  {
    kind: 'check',
    name: 'ck_after_sales_amount',
    table: 'after_sales',
    columns: ['amount', 'freight_amount'],
    expression: 'freight_amount >= 0 and amount >= freight_amount',
  },
];
