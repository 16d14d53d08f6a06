import type { Constraint } from '../../platform/database/constraints';

/** What the database itself refuses or finds quickly for this feature. */
export const constraints: Constraint[] = [
  { kind: 'index', name: 'ix_activities_kind', table: 'activities', columns: ['kind', 'enabled', 'priority'] },
];
