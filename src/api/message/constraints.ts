import type { Constraint } from '../../platform/database/constraints';

/** What the database itself refuses or finds quickly for this feature. */
export const constraints: Constraint[] = [
  { kind: 'unique', name: 'ux_messages_dedupe', table: 'messages', columns: ['dedupe_key'] },
  { kind: 'index', name: 'ix_messages_user', table: 'messages', columns: ['user_id', 'id'] },
  { kind: 'index', name: 'ix_messages_unread', table: 'messages', columns: ['user_id'], where: 'read_at is null' },
];
