import type { Core } from '@strapi/strapi';
import { toInteger } from '../../../platform/database/rows';
import { Refusal } from '../../../platform/errors/refusal';
import { pageOf, readCursor } from '../../../platform/http/cursor';
import type { MessagesQuery } from '../requests';
import { findMessage, listMessages, markRead, toMessage } from '../store/messages';

/** A user's in-app messages. Reading one that is not the user's is refused as not found. */
const factory = ({ strapi }: { strapi: Core.Strapi }) => ({
  async list(userId: number, { limit, cursor, unread }: MessagesQuery) {
    const page = { userId, limit, before: readCursor(cursor), isUnreadOnly: unread === 'true' };
    const { rows, meta } = pageOf(await listMessages(strapi.db.connection, page), limit);
    return { data: rows.map(toMessage), meta };
  },

  async countUnread(userId: number): Promise<number> {
    const row = (await strapi.db
      .connection('messages')
      .where({ user_id: userId })
      .whereNull('read_at')
      .count({ count: '*' })
      .first()) as { count: unknown } | undefined;
    return toInteger(row?.count);
  },

  async markOneRead(userId: number, documentId: string, at: Date) {
    await markRead(strapi.db.connection, { user_id: userId, document_id: documentId }, at);
    const row = await findMessage(strapi.db.connection, userId, documentId);
    if (!row) throw new Refusal('NotFoundError');
    return toMessage(row);
  },

  markAllRead: (userId: number, at: Date): Promise<number> => markRead(strapi.db.connection, { user_id: userId }, at),
});

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::message.read-inbox': ReturnType<typeof factory>;
  }
}
