import type { Constraint } from '../../platform/database/constraints';

/** What the database itself refuses or finds quickly about splits and returns. */
export const profitSharingConstraints: Constraint[] = [
  { kind: 'unique', name: 'ux_profit_sharings_payment', table: 'profit_sharings', columns: ['payment_id'] },
  {
    kind: 'unique',
    name: 'ux_profit_sharings_out_order_no',
    table: 'profit_sharings',
    columns: ['out_order_no'],
    where: 'out_order_no is not null',
  },
  { kind: 'index', name: 'ix_profit_sharings_order', table: 'profit_sharings', columns: ['order_no'] },
  {
    kind: 'index',
    name: 'ix_profit_sharings_merchant',
    table: 'profit_sharings',
    columns: ['merchant_id', 'finished_at'],
  },
  {
    kind: 'index',
    name: 'ix_profit_sharings_due',
    table: 'profit_sharings',
    columns: ['next_attempt_at'],
    where: "state in ('frozen', 'created', 'processing', 'failed', 'unfreezing')",
  },
  {
    kind: 'check',
    name: 'ck_profit_sharings_amounts',
    table: 'profit_sharings',
    columns: ['amount', 'commission', 'shared_amount'],
    expression: 'amount >= 0 and commission >= 0 and shared_amount >= 0 and shared_amount <= amount',
  },
  {
    kind: 'check',
    name: 'ck_profit_sharings_back',
    table: 'profit_sharings',
    columns: ['returned_amount', 'debt_amount', 'shared_amount'],
    expression: 'returned_amount >= 0 and debt_amount >= 0 and returned_amount + debt_amount <= shared_amount',
  },
  { kind: 'unique', name: 'ux_profit_returns_no', table: 'profit_returns', columns: ['out_return_no'] },
  {
    kind: 'unique',
    name: 'ux_profit_returns_refund',
    table: 'profit_returns',
    columns: ['profit_sharing_id', 'out_refund_no'],
  },
  {
    kind: 'index',
    name: 'ix_profit_sharings_finished',
    table: 'profit_sharings',
    columns: ['finished_at'],
    where: "state = 'finished'",
  },
  {
    kind: 'index',
    name: 'ix_profit_returns_finished',
    table: 'profit_returns',
    columns: ['finished_at'],
    where: "state = 'succeeded'",
  },
  {
    kind: 'check',
    name: 'ck_profit_returns_amount',
    table: 'profit_returns',
    columns: ['amount'],
    expression: 'amount > 0',
  },
  {
    kind: 'index',
    name: 'ix_profit_returns_due',
    table: 'profit_returns',
    columns: ['next_attempt_at'],
    where: "state in ('created', 'processing')",
  },
];
