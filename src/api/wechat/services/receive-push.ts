import type { Core } from '@strapi/strapi';
import { setTimeout as sleep } from 'node:timers/promises';
import { type MessagePushPort, type PushMessage, type PushQuery } from '../../../gateways/wechat-mini-program/port';
import { now, resolve } from '../../../platform/container';
import { newRow } from '../../../platform/database/rows';
import { Refusal } from '../../../platform/errors/refusal';
import { getService } from '../../../platform/get-service';

/** WeChat waits five seconds for an answer. */
const HANDLE_WITHIN_MS = 2_500;
/** The job takes over what the first attempt has not finished by then. */
const FIRST_RETRY_MS = 15_000;
const MAX_NAME = 120;

/** The door of WeChat's message push (wechat.md C): verified, stored once, then handled. */
const factory = ({ strapi }: { strapi: Core.Strapi }) => ({
  /**
   * The text that proves to WeChat that this URL is ours.
   * @throws PushRejectedError, Refusal NotFoundError when message push is not set up
   */
  verifyUrl: (query: PushQuery): string => pushOf(strapi).verifyUrl(query),

  /**
   * Returns, and WeChat may be told "success", only when the push is stored; whatever could not be handled stays for the job.
   * A push that is known already, and one that nobody handles, are successes too.
   * @throws PushRejectedError, Refusal NotFoundError
   */
  async receive(query: PushQuery, rawBody: string): Promise<void> {
    const id = await store(strapi, pushOf(strapi).read(query, rawBody), rawBody);
    if (id === null) return;
    const deadline = new AbortController();
    await Promise.race([
      getService(strapi, 'api::wechat.handle-push')(id),
      sleep(HANDLE_WITHIN_MS, undefined, { signal: deadline.signal }).catch(() => undefined),
    ]);
    deadline.abort();
  },
});

function pushOf(strapi: Core.Strapi): MessagePushPort {
  const push = resolve(strapi, 'mallard.wechat-message-push');
  if (!push) throw new Refusal('NotFoundError');
  return push;
}

/** PostgreSQL stores no NUL, and a push that holds one is still one to acknowledge. */
const storable = (text: string): string => text.replaceAll('\u0000', '');

/** The id of the new row, or null when this push is known. */
async function store(strapi: Core.Strapi, message: PushMessage, rawBody: string): Promise<number | null> {
  const at = now(strapi);
  const rows = (await strapi.db
    .connection('push_messages')
    .insert({
      ...newRow(at),
      dedupe_key: storable(message.dedupeKey).slice(0, MAX_NAME),
      event: message.event === null ? null : storable(message.event).slice(0, MAX_NAME),
      msg_type: storable(message.msgType).slice(0, MAX_NAME),
      from_user: storable(message.fromUser).slice(0, MAX_NAME),
      sent_at: instantOf(message.createTime),
      fields: JSON.stringify(message.fields),
      raw_body: storable(rawBody),
      state: 'received',
      attempts: 0,
      next_attempt_at: new Date(at.getTime() + FIRST_RETRY_MS),
    })
    .onConflict('dedupe_key')
    .ignore()
    .returning('id')) as { id: number }[];
  return rows[0]?.id ?? null;
}

const LATEST_SECONDS = 4_102_444_800;

/** What is no instant of this century is kept in the fields only. */
const instantOf = (unixSeconds: number): Date | null =>
  unixSeconds > 0 && unixSeconds < LATEST_SECONDS ? new Date(unixSeconds * 1000) : null;

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::wechat.receive-push': ReturnType<typeof factory>;
  }
}
