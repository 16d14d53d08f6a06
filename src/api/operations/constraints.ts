import type { Constraint } from '../../platform/database/constraints';

/** What the database itself refuses or finds quickly for this feature. */
export const constraints: Constraint[] = [
  {
    kind: 'index',
    name: 'ix_outbox_next',
    table: 'outbox_events',
    columns: ['is_bulk', 'available_at'],
    where: "state = 'pending'",
  },
  { kind: 'unique', name: 'ux_encrypted_columns_place', table: 'encrypted_columns', columns: ['place'] },
  { kind: 'append_only', name: 'ao_audit_logs', table: 'audit_logs' },
  { kind: 'index', name: 'ix_audit_logs_subject', table: 'audit_logs', columns: ['subject', 'subject_id'] },
];
