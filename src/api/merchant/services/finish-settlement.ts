import type { Core } from '@strapi/strapi';
import { calendarDay } from '../../../domain/shared/calendar-day';
import { writeAudit } from '../../../platform/audit';
import { now } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import { getService } from '../../../platform/get-service';
import type { SettlementRow } from '../store/settlement-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::merchant.finish-settlement': FinishSettlement;
  }
}

export interface FinishSettlement {
  /**
   * The merchant has its money: the day is reckoned a last time and stays as it is.
   * @returns the amount that was settled, in fen
   * @throws Refusal NotFoundError, OrderStateError when it is settled already, BusinessError when new records have changed the amount
   *   staff have seen
   */
  (deed: {
    documentId: string;
    /** Fen; what staff have paid. */
    payable: number | null;
    note: string | null;
    operator: string;
  }): Promise<{ payable: number }>;
}

const CHANGED = {
  zh: '应付金额有变化，请核对后重新确认',
  en: 'The payable amount has changed; please check it and confirm again',
};

export default ({ strapi }: { strapi: Core.Strapi }): FinishSettlement =>
  ({ documentId, payable, note, operator }) =>
    inTransaction(strapi, async (trx) => {
      const at = now(strapi);
      const rows = trx('settlements').where({ document_id: documentId });
      const known = await rows.clone().forUpdate().first<SettlementRow | undefined>();
      if (!known) throw new Refusal('NotFoundError');
      if (known.state !== 'pending') throw new Refusal('OrderStateError', { status: known.state });
      await getService(strapi, 'api::merchant.settle-day')(trx, { day: calendarDay(known.day), at });
      const row = (await rows.clone().first()) as SettlementRow;
      if (payable !== null && payable !== row.payable)
        throw new Refusal('BusinessError', { reason: 'amount_changed', payable: row.payable }, CHANGED);
      await rows.clone().update({ state: 'settled', settled_at: at, settled_by: operator, note, updated_at: at });
      await writeAudit(strapi, trx, {
        actorType: 'admin',
        actor: operator,
        action: 'settlement.settle',
        subject: 'api::merchant.settlement',
        subjectId: row.document_id,
        before: { state: 'pending' },
        after: { state: 'settled', payable: row.payable, note },
        at,
      });
      return { payable: row.payable };
    });
