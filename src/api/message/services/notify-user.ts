import type { Core } from '@strapi/strapi';
import { newRow } from '../../../platform/database/rows';
import type { Queries } from '../../../platform/database/queries';

export interface Notice {
  userId: number;
  /** The event the message is about, e.g. `order.paid`. */
  event: string;
  title: string;
  content: string;
  /** Page of the mini-program. */
  link?: string | null;
  /** The same notice is stored once, however often it is announced. */
  dedupeKey: string;
  at: Date;
}

/** Puts a message into a user's inbox, inside the caller's transaction when there is one. Returns whether it was new. */
const factory =
  (_context: { strapi: Core.Strapi }) =>
  async (db: Queries, notice: Notice): Promise<boolean> => {
    const { userId, dedupeKey, at, link = null, ...text } = notice;
    const stored = (await db('messages')
      .insert({ ...newRow(at), ...text, link, user_id: userId, dedupe_key: dedupeKey })
      .onConflict('dedupe_key')
      .ignore()
      .returning('id')) as unknown[];
    return stored.length > 0;
  };

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::message.notify-user': ReturnType<typeof factory>;
  }
}
