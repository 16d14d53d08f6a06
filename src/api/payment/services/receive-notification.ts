import type { Core } from '@strapi/strapi';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SignedCallback, WechatPayNotification } from '../../../gateways/wechat-pay/port';
import { now, resolve } from '../../../platform/container';
import { newRow } from '../../../platform/database/rows';
import { getService } from '../../../platform/get-service';
import { countNotification } from '../../../platform/observability/metrics';
import type { InboxRow } from './apply-notification';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.receive-notification': ReceiveNotification;
  }
}

export interface ReceiveNotification {
  /**
   * Verifies a callback, stores it durably and tries to apply it. It returns, and WeChat may be told "received", only when the
   * callback is stored; whatever could not be applied stays in the inbox for the sweep.
   * @throws NotificationRejectedError for everything that is not provably WeChat's
   */
  (kind: InboxRow['kind'], callback: SignedCallback): Promise<void>;
}

/** WeChat waits five seconds for an answer. */
const APPLY_WITHIN_MS = 3_000;
/** The sweep takes over what the first attempt has not finished by then. */
const FIRST_RETRY_MS = 15_000;

export default ({ strapi }: { strapi: Core.Strapi }): ReceiveNotification =>
  async (kind, callback) => {
    const notification = await resolve(strapi, 'mallard.wechat-pay').readNotification(callback);
    const stored = await store(strapi, { kind, notification, callback });
    countNotification(kind, stored ? 'received' : 'repeated');
    if (!stored) return;
    const attempt = getService(strapi, 'api::payment.apply-notification')(stored);
    const deadline = new AbortController();
    await Promise.race([
      attempt,
      sleep(APPLY_WITHIN_MS, undefined, { signal: deadline.signal }).catch(() => undefined),
    ]);
    deadline.abort();
  };

interface Arrival {
  kind: InboxRow['kind'];
  notification: WechatPayNotification;
  callback: SignedCallback;
}

/** The new inbox row, or null when this notification is known. */
async function store(strapi: Core.Strapi, { kind, notification, callback }: Arrival): Promise<InboxRow | null> {
  const at = now(strapi);
  const row = { kind, resource: JSON.stringify(notification.resource), state: 'received', attempts: 0 };
  const rows = (await strapi.db
    .connection('payment_notifications')
    .insert({
      ...newRow(at),
      ...row,
      notification_id: notification.id,
      event_type: notification.eventType,
      serial: headerOf(callback, 'wechatpay-serial'),
      raw_body: callback.rawBody.toString(),
      next_attempt_at: new Date(at.getTime() + FIRST_RETRY_MS),
    })
    .onConflict('notification_id')
    .ignore()
    .returning('id')) as { id: number }[];
  return rows[0] ? { ...row, id: rows[0].id } : null;
}

function headerOf({ headers }: SignedCallback, name: string): string | null {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}
