import type { Core } from '@strapi/strapi';
import { writeAudit } from '../../../platform/audit';
import { now } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import { getService } from '../../../platform/get-service';
import type { InboxRow } from './apply-notification';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.replay-notification': ReplayNotification;
  }
}

export interface ReplayNotification {
  /**
   * Applies a kept notification again, for instance after its cause was put right. What was applied before has no second effect.
   * @returns what became of it, and why
   * @throws Refusal NotFoundError
   */
  (replay: { notificationDocumentId: string; operator: string }): Promise<{ state: string; note: string | null }>;
}

export default ({ strapi }: { strapi: Core.Strapi }): ReplayNotification =>
  async ({ notificationDocumentId, operator }) => {
    const row = await inTransaction(strapi, async (trx) => {
      const at = now(strapi);
      const known = await trx('payment_notifications')
        .where({ document_id: notificationDocumentId })
        .forUpdate()
        .first<InboxRow | undefined>();
      if (!known) throw new Refusal('NotFoundError');
      const again = { state: 'received', attempts: 0, next_attempt_at: at, updated_at: at };
      await trx('payment_notifications').where({ id: known.id }).update(again);
      await writeAudit(strapi, trx, {
        actorType: 'admin',
        actor: operator,
        action: 'notification.replay',
        subject: 'api::payment.payment-notification',
        subjectId: notificationDocumentId,
        before: { state: known.state },
        after: { state: 'received' },
        at,
      });
      return { ...known, state: 'received', attempts: 0 };
    });
    await getService(strapi, 'api::payment.apply-notification')(row);
    const done = (await strapi.db
      .connection('payment_notifications')
      .where({ id: row.id })
      .first('state', 'last_error')) as {
      state: string;
      last_error: string | null;
    };
    return { state: done.state, note: done.last_error };
  };
