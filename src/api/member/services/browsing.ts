import type { Core } from '@strapi/strapi';
import { now } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import { pageOf, readCursor } from '../../../platform/http/cursor';
import { type MarkedPage, showMarks } from '../show-marks';
import { listMarks, type View, writeViews } from '../store/marks';

declare module '../../../platform/get-service' {
  interface Services {
    'api::member.browsing': Browsing;
  }
}

export interface Browsing {
  /** Notes that a signed-in user looked at a product. Costs the request nothing: views are written together a moment later. */
  note(userId: number, productDocumentId: string): void;
  /** Writes what was noted, one batch after the other. */
  write(): Promise<void>;
  /** What a user looked at, newest first. */
  list(userId: number, page: { limit: number; cursor?: string }): Promise<MarkedPage>;
  /** Forgets all that a user looked at; returns how many products. */
  clear(userId: number): Promise<number>;
}

/** domain.md 1. */
const MOST_VIEWS = 200;
const WRITE_AFTER_MS = 250;
/** Under a flood the newest views are dropped: a history with a gap is better than a process without memory. */
const MOST_WAITING = 5_000;

export default ({ strapi }: { strapi: Core.Strapi }): Browsing => {
  let waiting = new Map<string, View>();
  let timer: NodeJS.Timeout | null = null;
  let last: Promise<unknown> = Promise.resolve();

  const writeWaiting = async (): Promise<void> => {
    const views = [...waiting.values()];
    waiting = new Map();
    if (views.length > 0) await inTransaction(strapi, (trx) => writeViews(trx, views, MOST_VIEWS));
  };

  const write = (): Promise<void> => {
    const run = last.then(writeWaiting);
    last = run.catch((error: unknown) => {
      strapi.log.warn('views could not be written', { category: 'system', error: String(error) });
    });
    return run;
  };

  const writeSoon = (): void => {
    timer ??= setTimeout(() => {
      timer = null;
      void write().catch(() => undefined);
    }, WRITE_AFTER_MS).unref();
  };

  return {
    note: (userId, productDocumentId) => {
      const key = `${userId}:${productDocumentId}`;
      if (waiting.size >= MOST_WAITING && !waiting.has(key)) return;
      // A second look moves the product to the end of what waits.
      waiting.delete(key);
      waiting.set(key, { userId, productDocumentId, at: now(strapi) });
      writeSoon();
    },
    write,
    list: async (userId, { limit, cursor }) => {
      // Who looks at a product and then at the history expects to find it there.
      await write();
      const { connection } = strapi.db;
      const page = { userId, limit, before: readCursor(cursor) };
      const { rows, meta } = pageOf(await listMarks(connection, 'browsing_records', page), limit);
      return { data: await showMarks(strapi, rows, 'viewedAt'), meta };
    },
    clear: async (userId) => {
      await write();
      return strapi.db.connection('browsing_records').where({ user_id: userId }).delete();
    },
  };
};
