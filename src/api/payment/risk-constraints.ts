import type { Constraint } from '../../platform/database/constraints';

/** What the database itself refuses or finds quickly for the risk rules. */
export const riskConstraints: Constraint[] = [
  { kind: 'unique', name: 'ux_risk_events_dedupe', table: 'risk_events', columns: ['dedupe_key'] },
  { kind: 'index', name: 'ix_risk_events_user', table: 'risk_events', columns: ['user_id', 'verified_at'] },
  { kind: 'index', name: 'ix_risk_list_entries', table: 'risk_list_entries', columns: ['kind', 'value'] },
  { kind: 'unique', name: 'ux_familiar_ips', table: 'familiar_ips', columns: ['user_id', 'ip_hash'] },
  { kind: 'index', name: 'ix_familiar_ips_seen', table: 'familiar_ips', columns: ['last_seen_at'] },
  {
    kind: 'index',
    name: 'ix_payments_unpaid_payer',
    table: 'payments',
    columns: ['payer_openid', 'updated_at'],
    where: "state in ('failed', 'closed')",
  },
];
