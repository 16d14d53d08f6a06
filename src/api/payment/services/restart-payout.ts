import type { Core } from '@strapi/strapi';
import { nextPayoutStatus } from '../../../domain/payment/payout-states';
import { writeAudit } from '../../../platform/audit';
import { now } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import { createNumber } from '../../../platform/database/numbers';
import { Refusal } from '../../../platform/errors/refusal';
import type { PayoutRow } from '../store/payout-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.restart-payout': RestartPayout;
  }
}

export interface RestartPayout {
  /**
   * Sends a payout again under a new number, which is safe only because WeChat has ended the old one without paying.
   * @throws Refusal NotFoundError, OrderStateError unless it has failed or was cancelled
   */
  (deed: { documentId: string; note: string; operator: string }): Promise<{ state: PayoutRow['state'] }>;
}

export default ({ strapi }: { strapi: Core.Strapi }): RestartPayout =>
  ({ documentId, note, operator }) =>
    inTransaction(strapi, async (trx) => {
      const at = now(strapi);
      const row = await trx('payouts').where({ document_id: documentId }).forUpdate().first<PayoutRow | undefined>();
      if (!row) throw new Refusal('NotFoundError');
      const next = nextPayoutStatus(row.state, 'send_again');
      if (!next.ok) throw new Refusal('OrderStateError', { status: row.state });
      const outBillNo = createNumber('T', at);
      await trx('payouts').where({ id: row.id }).update({
        state: next.value,
        out_bill_no: outBillNo,
        sent_at: null,
        wechat_bill_no: null,
        fail_reason: null,
        attempts: 0,
        next_attempt_at: at,
        updated_at: at,
      });
      await writeAudit(strapi, trx, {
        actorType: 'admin',
        actor: operator,
        action: 'payout.restart',
        subject: 'api::payment.payout',
        subjectId: row.document_id,
        before: { state: row.state, outBillNo: row.out_bill_no },
        after: { state: next.value, outBillNo, note },
        at,
      });
      return { state: next.value };
    });
