import type { Core } from '@strapi/strapi';
import { now } from '../../../platform/container';
import { fromJson, type StoredInstant, toDateOrNull } from '../../../platform/database/rows';
import { pushHandlersOf, type ReceivedPush } from '../../../platform/events/wechat-push';

declare module '../../../platform/get-service' {
  interface Services {
    'api::wechat.handle-push': HandlePush;
  }
}

export interface HandlePush {
  /** Runs the handlers of a stored push; safe to repeat. Never throws: a failure is noted and tried again. */
  (id: number): Promise<void>;
}

interface PushRow {
  id: number;
  dedupe_key: string;
  event: string | null;
  msg_type: string;
  from_user: string;
  sent_at: StoredInstant;
  fields: unknown;
  state: string;
  attempts: number;
}

const LAST_ATTEMPT = 12;
const MAX_ERROR = 250;

export default ({ strapi }: { strapi: Core.Strapi }): HandlePush =>
  async (id) => {
    const row = (await strapi.db.connection('push_messages').where({ id }).first()) as PushRow | undefined;
    if (row?.state !== 'received') return;
    try {
      const push = toPush(row, now(strapi));
      const handlers = pushHandlersOf(strapi, push.name);
      for (const handle of handlers) await handle(push);
      await finish(strapi, row, { state: handlers.length > 0 ? 'handled' : 'ignored', last_error: null });
    } catch (error) {
      await postpone(strapi, row, error);
    }
  };

const toPush = (row: PushRow, at: Date): ReceivedPush => ({
  id: row.dedupe_key,
  name: row.event ?? `message:${row.msg_type}`,
  fromUser: row.from_user,
  sentAt: toDateOrNull(row.sent_at) ?? at,
  fields: fromJson<Record<string, unknown>>(row.fields) ?? {},
});

async function finish(strapi: Core.Strapi, row: PushRow, change: Record<string, unknown>): Promise<void> {
  const at = now(strapi);
  await strapi.db
    .connection('push_messages')
    .where({ id: row.id, state: 'received' })
    .update({ ...change, attempts: row.attempts + 1, handled_at: at, next_attempt_at: null, updated_at: at });
}

async function postpone(strapi: Core.Strapi, row: PushRow, error: unknown): Promise<void> {
  const attempts = row.attempts + 1;
  const isLast = attempts >= LAST_ATTEMPT;
  const about = { category: 'business', event: row.event, attempts, error: String(error) };
  strapi.log[isLast ? 'error' : 'warn']('a message push could not be handled', about);
  await strapi.db
    .connection('push_messages')
    .where({ id: row.id, state: 'received' })
    .update({
      attempts,
      state: isLast ? 'failed' : 'received',
      next_attempt_at: isLast ? null : new Date(now(strapi).getTime() + Math.min(3600, 5 * 2 ** attempts) * 1000),
      last_error: String(error).slice(0, MAX_ERROR),
      updated_at: now(strapi),
    });
}
