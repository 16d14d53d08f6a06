import type { Core } from '@strapi/strapi';
import type { SignedCallback, WechatPayNotification } from '../../../gateways/wechat-pay/port';
import { answerPatienceMs } from '../../../domain/payment/answer-patience';
import { now, resolve } from '../../../platform/container';
import { newRow } from '../../../platform/database/rows';
import { Gate } from '../../../platform/gate';
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
   * callback is stored. When several arrive together, it returns before they are applied, so that a rush does not delay the
   * answers; whatever could not be applied stays in the inbox for the sweep.
   * @throws NotificationRejectedError for everything that is not provably WeChat's
   */
  (kind: InboxRow['kind'], callback: SignedCallback): Promise<void>;
}

/** The sweep takes over what the first attempt has not finished by then. */
const FIRST_RETRY_MS = 15_000;
/** More at once would finish no sooner, and would take the database connections that the next arrivals need to be stored. */
const APPLIED_AT_ONCE = 6;

export default ({ strapi }: { strapi: Core.Strapi }): ReceiveNotification => {
  const gate = new Gate(APPLIED_AT_ONCE, FIRST_RETRY_MS);
  return async (kind, callback) => {
    const notification = await resolve(strapi, 'mallard.wechat-pay').readNotification(callback);
    const stored = await store(strapi, { kind, notification, callback });
    countNotification(kind, stored ? 'received' : 'repeated');
    if (!stored) return;
    const ahead = Math.max(0, gate.size + 1 - APPLIED_AT_ONCE);
    const attempt = applyInTurn(strapi, gate, stored);
    const patience = answerPatienceMs(ahead);
    if (patience > 0) await atMost(patience, attempt);
  };
};

/** Applies a row when its turn comes; when that takes too long, the sweep has it already. */
async function applyInTurn(strapi: Core.Strapi, gate: Gate, row: InboxRow): Promise<void> {
  if (!(await gate.enter())) return;
  try {
    await getService(strapi, 'api::payment.apply-notification')(row);
  } catch (error) {
    // Nobody may be waiting for this any more. The row is in the inbox, so nothing is lost.
    strapi.log.error('a notification is left to the sweep', { category: 'business', notification: row.id, error });
  } finally {
    gate.leave();
  }
}

function atMost(milliseconds: number, work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

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
