import type { Core } from '@strapi/strapi';
import { writeAudit } from '../../../platform/audit';
import { now } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import { recountDay } from './reconciliation-days';
import type { DifferenceRow, Resolution } from './reconciliation-differences';

/** What was learned or decided about a difference; without a resolution it stays open. */
export interface Finding {
  resolution: Exclude<Resolution, 'vanished'> | null;
  /** What WeChat said, in a word or two. */
  answer?: string;
  note?: string;
}

export interface Resolved {
  status: 'open' | 'resolved';
  resolution: Resolution | null;
  answer: string | null;
}

/** @throws Refusal NotFoundError, or BusinessError when it is resolved already */
export async function findOpenDifference(strapi: Core.Strapi, documentId: string): Promise<DifferenceRow> {
  const row = await strapi.db
    .connection('reconciliation_differences')
    .where({ document_id: documentId })
    .first<DifferenceRow | undefined>();
  if (!row) throw new Refusal('NotFoundError');
  if (row.state !== 'open') throw alreadyResolved();
  return row;
}

const alreadyResolved = (): Refusal =>
  new Refusal(
    'BusinessError',
    { status: 'resolved' },
    { zh: '这条差异已经处理过了', en: 'This difference has been resolved already' },
  );

/** Writes a finding down, with its audit entry; the day is counted anew. @throws Refusal BusinessError when somebody was faster */
export async function keepFinding(
  strapi: Core.Strapi,
  difference: DifferenceRow,
  { finding, operator, action }: { finding: Finding; operator: string; action: string },
): Promise<Resolved> {
  const { resolution } = finding;
  const answer = finding.answer?.slice(0, 250) ?? difference.last_answer;
  await inTransaction(strapi, async (trx) => {
    const at = now(strapi);
    const changed = await trx('reconciliation_differences')
      .where({ id: difference.id, state: 'open' })
      .update({
        last_answer: answer,
        updated_at: at,
        ...(resolution
          ? { state: 'resolved', resolution, resolved_by: operator, resolved_at: at, note: finding.note ?? null }
          : {}),
      });
    if (changed === 0) throw alreadyResolved();
    await recountDay(trx, difference.date, at);
    await writeAudit(strapi, trx, {
      actorType: 'admin',
      actor: operator,
      action,
      subject: 'api::payment.reconciliation-difference',
      subjectId: difference.document_id,
      before: { type: difference.type, number: difference.number },
      after: { resolution, answer, note: finding.note },
      at,
    });
  });
  return { status: resolution ? 'resolved' : 'open', resolution, answer };
}
