import type { Core } from '@strapi/strapi';
import { type AdjustmentEvent, type AdjustmentState, decideAdjustment } from '../../../domain/points/adjustment';
import { writeAudit } from '../../../platform/audit';
import { now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import { getService } from '../../../platform/get-service';
import { lockAccount } from '../store/account';
import type { AdjustmentRow } from '../store/adjustments';

declare module '../../../platform/get-service' {
  interface Services {
    'api::points.decide-adjustment': DecideAdjustment;
  }
}

export interface AdjustmentDecision {
  adjustmentDocumentId: string;
  event: AdjustmentEvent;
  note: string | null;
  operator: string;
  operatorId: number;
}

export interface DecideAdjustment {
  /**
   * A second person agrees to an adjustment, which then takes effect, or refuses it; or whoever asked for it withdraws it.
   * @throws Refusal NotFoundError; BusinessError when it is decided already, when the decider is who asked for it, or when
   *   somebody else withdraws it;
   *   InsufficientPointsError when the points to be taken are no longer there – then it stays open
   */
  (decision: AdjustmentDecision): Promise<{ adjustmentNo: string; status: AdjustmentState }>;
}

const SENTENCES: Record<string, { zh: string; en: string }> = {
  already_decided: { zh: '这张调整单已经处理过了', en: 'This adjustment has been decided already' },
  not_requester: { zh: '只有提交人可以撤回调整单', en: 'Only who asked for an adjustment can withdraw it' },
  same_person: { zh: '自己提交的调整单要由另一位同事复核', en: 'Somebody else has to decide your own adjustment' },
};

export default ({ strapi }: { strapi: Core.Strapi }): DecideAdjustment =>
  async (decision) => {
    const at = now(strapi);
    return inTransaction(strapi, (trx) => decide(strapi, trx, { decision, at }));
  };

async function decide(
  strapi: Core.Strapi,
  trx: Trx,
  { decision, at }: { decision: AdjustmentDecision; at: Date },
): Promise<{ adjustmentNo: string; status: AdjustmentState }> {
  const { adjustmentDocumentId, event, note, operator, operatorId: deciderId } = decision;
  const adjustment = await trx('points_adjustments')
    .where({ document_id: adjustmentDocumentId })
    .forUpdate()
    .first<AdjustmentRow | undefined>();
  if (!adjustment) throw new Refusal('NotFoundError', { id: adjustmentDocumentId });
  const { state, requested_by_id: requesterId } = adjustment;
  const next = decideAdjustment(state, { event, requesterId, deciderId });
  if (!next.ok) {
    const { details } = next.error;
    throw new Refusal('BusinessError', { ...details }, SENTENCES[String(details.reason)]);
  }
  await trx('points_adjustments')
    .where({ id: adjustment.id, state })
    .update({ state: next.value, decided_by: operator, decided_at: at, decision_note: note, updated_at: at });
  if (next.value === 'applied') {
    const account = await lockAccount(trx, adjustment.user_id, at);
    await getService(strapi, 'api::points.apply-adjustment')(trx, { adjustment, account, at });
  }
  await writeAudit(strapi, trx, {
    actorType: 'admin',
    actor: operator,
    action: `points-adjustment.${event}`,
    subject: 'api::points.points-adjustment',
    subjectId: adjustmentDocumentId,
    before: { state },
    after: { state: next.value, note },
    at,
  });
  return { adjustmentNo: adjustment.adjustment_no, status: next.value };
}
