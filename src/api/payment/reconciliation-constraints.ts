import type { Constraint } from '../../platform/database/constraints';

/** What the database itself refuses or finds quickly among reconciliations. */
export const reconciliationConstraints: Constraint[] = [
  { kind: 'unique', name: 'ux_reconciliations_date', table: 'reconciliations', columns: ['date'] },
  {
    kind: 'check',
    name: 'ck_reconciliations_counts',
    table: 'reconciliations',
    columns: ['open_count', 'difference_count', 'matched_count'],
    expression: 'open_count >= 0 and open_count <= difference_count and matched_count >= 0',
  },
  // The number first: another day's line of the same payment is found by it too.
  {
    kind: 'unique',
    name: 'ux_reconciliation_lines_number',
    table: 'reconciliation_lines',
    columns: ['number', 'kind', 'date', 'run'],
  },
  {
    kind: 'index',
    name: 'ix_reconciliation_lines_result',
    table: 'reconciliation_lines',
    columns: ['date', 'run', 'result', 'id'],
  },
  {
    kind: 'unique',
    name: 'ux_reconciliation_differences_number',
    table: 'reconciliation_differences',
    columns: ['date', 'kind', 'number'],
  },
  {
    kind: 'check',
    name: 'ck_reconciliation_differences_resolved',
    table: 'reconciliation_differences',
    columns: ['state', 'resolution', 'resolved_at'],
    expression: "(state = 'resolved') = (resolution is not null) and (state = 'resolved') = (resolved_at is not null)",
  },
  {
    kind: 'index',
    name: 'ix_payments_paid_at',
    table: 'payments',
    columns: ['paid_at'],
    where: "state = 'succeeded'",
  },
  { kind: 'index', name: 'ix_refunds_updated_at', table: 'refunds', columns: ['updated_at'] },
];
