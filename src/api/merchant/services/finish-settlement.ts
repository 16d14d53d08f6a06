import type { Core } from '@strapi/strapi';
import { inTransaction } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import { getService } from '../../../platform/get-service';
import { closeBelowZero, closeSettlement } from '../store/close-settlement';
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
  /** The bank's, when the transfer is known already. */
  transferNo: string | null;
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
      const { note, transferNo, operator } = deed;
      await closeSettlement(strapi, trx, { row, note, transferNo, operator });
      if (deductedAmount !== null && deductedAmount > 0)
        await closeBelowZero(strapi, trx, { merchantId, note: `在 ${row.day} 的结算单中扣回`, operator });
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
