import type { Core } from '@strapi/strapi';
import { type Fen, fen, formatYuan, subtractFen } from '../../../domain/shared/fen';
import { writeAudit } from '../../../platform/audit';
import { now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { newRow, toInteger } from '../../../platform/database/rows';
import { Refusal } from '../../../platform/errors/refusal';
import { getService } from '../../../platform/get-service';
import { closeBelowZero } from '../store/close-settlement';
import { lockMerchant } from '../store/merchant-lock';
import { debtOf, netOpenSettlements } from '../store/settlement-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::merchant.book-repayment': BookRepayment;
  }
}

export interface RepaymentDeed {
  merchantDocumentId: string;
  /** In fen; positive. */
  amount: number;
  /** The bank's, by which a transfer is booked once. */
  transferNo: string;
  note: string | null;
  operator: string;
}

export interface Repayment {
  /** In fen. */
  amount: number;
  /** What the merchant still owed then, in fen. */
  debtAfter: number;
}

export interface BookRepayment {
  /**
   * Books what a merchant has paid back by bank of its debt, so that no settlement keeps it back any more. Settlements below zero
   * are settled with it. The same transfer again answers as it did the first time.
   * @throws Refusal NotFoundError, BusinessError `more_than_debt`, IdempotencyConflictError when the transfer was booked with
   *   another amount
   */
  (deed: RepaymentDeed): Promise<Repayment>;
}

export default ({ strapi }: { strapi: Core.Strapi }): BookRepayment =>
  async (deed) => {
    const merchant = await strapi.db
      .connection('merchants')
      .where({ document_id: deed.merchantDocumentId })
      .first<{ id: number } | undefined>('id');
    if (!merchant) throw new Refusal('NotFoundError');
    // Kept also when the deed is refused, so that staff find the debt as it is now.
    await getService(strapi, 'api::merchant.settle-merchant')(merchant.id);
    return inTransaction(strapi, async (trx) => {
      await lockMerchant(trx, merchant.id);
      return (await bookedBefore(trx, merchant.id, deed)) ?? book(strapi, trx, { merchantId: merchant.id, deed });
    });
  };

async function bookedBefore(trx: Trx, merchantId: number, deed: RepaymentDeed): Promise<Repayment | null> {
  const known = await trx('merchant_repayments')
    .where({ merchant_id: merchantId, transfer_no: deed.transferNo })
    .first<{ amount: number; debt_after: unknown } | undefined>('amount', 'debt_after');
  if (!known) return null;
  if (known.amount !== deed.amount) throw new Refusal('IdempotencyConflictError', {}, BOOKED_OTHERWISE);
  return { amount: known.amount, debtAfter: toInteger(known.debt_after) };
}

const BOOKED_OTHERWISE = {
  zh: '这个转账单号已经登记过，金额不同，请核对',
  en: 'This transfer was booked before with another amount; please check',
};

async function book(
  strapi: Core.Strapi,
  trx: Trx,
  { merchantId, deed }: { merchantId: number; deed: RepaymentDeed },
): Promise<Repayment> {
  const { amount, transferNo, note, operator } = deed;
  const debt = await debtOf(trx, merchantId);
  if (amount > debt) throw new Refusal('BusinessError', { reason: 'more_than_debt', debt }, moreThan(debt));
  const at = now(strapi);
  const debtAfter = subtractFen(debt, fen(amount));
  await trx('merchant_repayments').insert({
    ...newRow(at),
    merchant_id: merchantId,
    amount,
    debt_after: debtAfter,
    transfer_no: transferNo,
    note,
    booked_by: operator,
  });
  await closeBelowZero(strapi, trx, { merchantId, note: `商户转账还款（单号 ${transferNo}）`, operator });
  await netOpenSettlements(trx, merchantId, at);
  await writeAudit(strapi, trx, {
    actorType: 'admin',
    actor: operator,
    action: 'merchant.book-repayment',
    subject: 'api::merchant.merchant',
    subjectId: deed.merchantDocumentId,
    before: { debt },
    after: { debt: debtAfter, amount, transferNo, note },
    at,
  });
  return { amount, debtAfter };
}

const moreThan = (debt: Fen) =>
  debt === 0
    ? { zh: '这家商户目前没有欠款', en: 'This merchant owes nothing at present' }
    : {
        zh: `这家商户目前欠款 ${formatYuan(debt)} 元，还款不能超过欠款`,
        en: `This merchant owes ${formatYuan(debt)} yuan at present; no more can be paid back`,
      };
