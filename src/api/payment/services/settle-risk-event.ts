import type { Core } from '@strapi/strapi';
import { writeAudit } from '../../../platform/audit';
import { now } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import { getService } from '../../../platform/get-service';
import type { RiskEventRow } from '../store/risk-events';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.settle-risk-event': SettleRiskEvent;
  }
}

export interface Settlement {
  eventDocumentId: string;
  /** `verified`: staff know the user; his network is familiar from now on. `dismissed`: nothing to it. */
  decision: 'verified' | 'dismissed';
  note: string;
  /** E-mail address of the member of staff. */
  operator: string;
}

export interface SettleRiskEvent {
  /**
   * Staff have looked at an open event.
   * @throws Refusal NotFoundError; BusinessError when it is settled already
   */
  (settlement: Settlement): Promise<{ state: 'verified' | 'dismissed' }>;
}

export default ({ strapi }: { strapi: Core.Strapi }): SettleRiskEvent =>
  async ({ eventDocumentId, decision, note, operator }) =>
    inTransaction(strapi, async (trx) => {
      const at = now(strapi);
      const event = await trx('risk_events')
        .where({ document_id: eventDocumentId })
        .forUpdate()
        .first<RiskEventRow | undefined>();
      if (!event) throw new Refusal('NotFoundError', { id: eventDocumentId });
      if (event.state !== 'open') throw alreadySettled(event.state);
      const change = { state: decision, settled_by: operator, settle_note: note };
      await trx('risk_events')
        .where({ id: event.id, state: 'open' })
        .update({ ...change, updated_at: at });
      if (decision === 'verified' && event.ip !== null)
        await getService(strapi, 'api::payment.remember-ip')(trx, { userId: event.user_id, ip: event.ip, at });
      await writeAudit(strapi, trx, {
        actorType: 'admin',
        actor: operator,
        action: 'risk-event.settle',
        subject: 'api::payment.risk-event',
        subjectId: eventDocumentId,
        before: { state: event.state },
        after: { state: decision, note },
        at,
      });
      return { state: decision };
    });

const alreadySettled = (state: string): Refusal =>
  new Refusal(
    'BusinessError',
    { state },
    { zh: '这条风控事件已经处理过了', en: 'This risk event has been settled already' },
  );
