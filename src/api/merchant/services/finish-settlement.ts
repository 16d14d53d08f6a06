import type { Core } from '@strapi/strapi';
import { writeAudit } from '../../../platform/audit';
import { now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import { getService } from '../../../platform/get-service';
import { lockMerchant } from '../store/merchant-lock';
import { amountsOf, type SettlementRow } from '../store/settlement-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::merchant.finish-settlement': FinishSettlement;
  }
}

/** In fen. */
export interface SeenAmounts {
  payable: number;
  sharedAmount: number;
  transferAmount: number;
}

export interface FinishDeed {
  documentId: string;
  /** What staff saw on the page, and are going to pay. */
  seen: SeenAmounts;
  note: string | null;
  operator: string;
}

export interface FinishSettlement {
  /**
   * Closes a settlement, so that its amounts are fixed and the merchant can be paid: nothing is added to it any more. Not the other
   * way round, because what was paid before may be refused here. When something is kept back in it for settlements below zero, those
   * are settled with it.
   * @returns what was settled, in fen; `transferAmount` is to be paid now
   * @throws Refusal NotFoundError, OrderStateError when it is settled already, BusinessError `amount_changed` when staff have seen
   *   other amounts than there are now
   */
  (deed: FinishDeed): Promise<SeenAmounts>;
}

const CHANGED = {
  zh: '金额有变化，请刷新页面，核对后重新确认',
  en: 'The amounts have changed; please reload, check them and confirm again',
};

export default ({ strapi }: { strapi: Core.Strapi }): FinishSettlement =>
  async (deed) => {
    const merchantId = await merchantOf(strapi, deed.documentId);
    // Kept also when the deed is refused, so that staff find the new amounts.
    await getService(strapi, 'api::merchant.settle-merchant')(merchantId);
    return inTransaction(strapi, async (trx) => {
      await lockMerchant(trx, merchantId);
      const row = (await trx('settlements')
        .where({ document_id: deed.documentId })
        .forUpdate()
        .first()) as SettlementRow;
      if (row.state !== 'pending') throw new Refusal('OrderStateError', { status: row.state });
      const { payable, sharedAmount, deductedAmount, transferAmount } = amountsOf(row);
      const settled = { payable, sharedAmount, transferAmount: transferAmount ?? 0 };
      if (!isSame(settled, deed.seen))
        throw new Refusal('BusinessError', { reason: 'amount_changed', ...settled }, CHANGED);
      await close(strapi, trx, { row, deed, note: deed.note });
      if (deductedAmount !== null && deductedAmount > 0) await closeBelowZero(strapi, trx, { row, deed });
      return settled;
    });
  };

async function merchantOf(strapi: Core.Strapi, documentId: string): Promise<number> {
  const row = (await strapi.db.connection('settlements').where({ document_id: documentId }).first()) as
    SettlementRow | undefined;
  if (!row) throw new Refusal('NotFoundError');
  if (row.state !== 'pending') throw new Refusal('OrderStateError', { status: row.state });
  return row.merchant_id;
}

const isSame = (a: SeenAmounts, b: SeenAmounts): boolean =>
  a.payable === b.payable && a.sharedAmount === b.sharedAmount && a.transferAmount === b.transferAmount;

interface Closing {
  row: SettlementRow;
  deed: FinishDeed;
  note: string | null;
}

async function close(strapi: Core.Strapi, trx: Trx, { row, deed, note }: Closing): Promise<void> {
  const at = now(strapi);
  const { operator } = deed;
  await trx('settlements')
    .where({ id: row.id, state: 'pending' })
    .update({ state: 'settled', settled_at: at, settled_by: operator, note, updated_at: at });
  await writeAudit(strapi, trx, {
    actorType: 'admin',
    actor: operator,
    action: 'settlement.settle',
    subject: 'api::merchant.settlement',
    subjectId: row.document_id,
    before: { state: 'pending' },
    after: { state: 'settled', ...amountsOf(row), note },
    at,
  });
}

/** What has begun to be kept back stays as it is: what becomes known later must not make less of it. */
async function closeBelowZero(strapi: Core.Strapi, trx: Trx, { row, deed }: Omit<Closing, 'note'>): Promise<void> {
  const below = (await trx('settlements')
    .where({ merchant_id: row.merchant_id, state: 'pending' })
    .whereRaw('shared_amount > payable')
    .orderBy('day')) as SettlementRow[];
  for (const negative of below) await close(strapi, trx, { row: negative, deed, note: `在 ${row.day} 的结算单中扣回` });
}
