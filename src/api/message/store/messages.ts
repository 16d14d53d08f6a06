import type { Queries } from '../../../platform/database/queries';
import { type StoredInstant, toIso } from '../../../platform/database/rows';

export interface MessageRow {
  id: number;
  document_id: string;
  event: string;
  title: string;
  content: string;
  link: string | null;
  read_at: StoredInstant;
  created_at: StoredInstant;
}

export interface MessagePage {
  userId: number;
  /** Only messages with a smaller id. */
  before: number | null;
  isUnreadOnly: boolean;
  limit: number;
}

/** Newest first, one row more than asked for, so that the caller sees whether there is another page. */
export async function listMessages(db: Queries, page: MessagePage): Promise<MessageRow[]> {
  const query = db('messages').where({ user_id: page.userId });
  if (page.before !== null) query.andWhere('id', '<', page.before);
  if (page.isUnreadOnly) query.whereNull('read_at');
  return (await query
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .select('*')) as MessageRow[];
}

export async function findMessage(db: Queries, userId: number, documentId: string): Promise<MessageRow | null> {
  const row = (await db('messages').where({ user_id: userId, document_id: documentId }).first('*')) as
    MessageRow | undefined;
  return row ?? null;
}

/** Marks messages read that are not yet; the first reading is the one that counts. Returns how many were marked. */
export async function markRead(
  db: Queries,
  which: { user_id: number; document_id?: string },
  at: Date,
): Promise<number> {
  return db('messages').where(which).whereNull('read_at').update({ read_at: at, updated_at: at });
}

export const toMessage = (row: MessageRow) => ({
  documentId: row.document_id,
  event: row.event,
  title: row.title,
  content: row.content,
  link: row.link,
  isRead: row.read_at !== null,
  readAt: toIso(row.read_at),
  createdAt: toIso(row.created_at),
});
