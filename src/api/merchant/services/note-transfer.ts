import type { Core } from '@strapi/strapi';
import { writeAudit } from '../../../platform/audit';
import { now } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import type { SettlementRow } from '../store/settlement-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::merchant.note-transfer': NoteTransfer;
  }
}

/** What staff write down about the payment of a settlement; null: nothing. */
export interface TransferFacts {
  transferNo: string | null;
  note: string | null;
}

export interface NoteTransfer {
  /**
   * Writes down by which transfer a settlement was paid, in place of what was written before. Written again as it is, it leaves no
   * second trace.
   * @throws Refusal NotFoundError, OrderStateError when it is not settled: what is paid before may be refused then
   */
  (deed: { documentId: string; facts: TransferFacts; operator: string }): Promise<TransferFacts>;
}

export default ({ strapi }: { strapi: Core.Strapi }): NoteTransfer =>
  ({ documentId, facts, operator }) =>
    inTransaction(strapi, async (trx) => {
      const row = await trx('settlements')
        .where({ document_id: documentId })
        .forUpdate()
        .first<SettlementRow | undefined>();
      if (!row) throw new Refusal('NotFoundError');
      if (row.state !== 'settled') throw new Refusal('OrderStateError', { status: row.state });
      const before: TransferFacts = { transferNo: row.transfer_no, note: row.note };
      if (before.transferNo === facts.transferNo && before.note === facts.note) return facts;
      const at = now(strapi);
      await trx('settlements')
        .where({ id: row.id })
        .update({ transfer_no: facts.transferNo, note: facts.note, updated_at: at });
      await writeAudit(strapi, trx, {
        actorType: 'admin',
        actor: operator,
        action: 'settlement.note-transfer',
        subject: 'api::merchant.settlement',
        subjectId: row.document_id,
        before,
        after: facts,
        at,
      });
      return facts;
    });
