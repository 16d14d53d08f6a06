import type { Core } from '@strapi/strapi';
import { writeAudit } from '../../../platform/audit';
import { now } from '../../../platform/container';
import type { Trx } from '../../../platform/database/in-transaction';
import { amountsOf, type SettlementRow } from './settlement-rows';

export interface Closing {
  row: SettlementRow;
  note: string | null;
  transferNo: string | null;
  operator: string;
}

/** Fixes the amounts of an open settlement. Call with the merchant locked. */
export async function closeSettlement(strapi: Core.Strapi, trx: Trx, closing: Closing): Promise<void> {
  const { row, note, transferNo, operator } = closing;
  const at = now(strapi);
  await trx('settlements')
    .where({ id: row.id, state: 'pending' })
    .update({ state: 'settled', settled_at: at, settled_by: operator, note, transfer_no: transferNo, updated_at: at });
  await writeAudit(strapi, trx, {
    actorType: 'admin',
    actor: operator,
    action: 'settlement.settle',
    subject: 'api::merchant.settlement',
    subjectId: row.document_id,
    before: { state: 'pending' },
    after: { state: 'settled', ...amountsOf(row), note, transferNo },
    at,
  });
}

/** What has begun to be made good stays as it is: what becomes known later must not make less of it. */
export async function closeBelowZero(
  strapi: Core.Strapi,
  trx: Trx,
  { merchantId, note, operator }: { merchantId: number; note: string; operator: string },
): Promise<void> {
  const below = (await trx('settlements')
    .where({ merchant_id: merchantId, state: 'pending' })
    .whereRaw('shared_amount > payable')
    .orderBy('day')) as SettlementRow[];
  for (const row of below) await closeSettlement(strapi, trx, { row, note, transferNo: null, operator });
}
