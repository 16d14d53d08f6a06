import type { Core } from '@strapi/strapi';
import type { Trx } from '../../../platform/database/in-transaction';
import { createNumber } from '../../../platform/database/numbers';
import { newRow } from '../../../platform/database/rows';
import { Refusal } from '../../../platform/errors/refusal';
import type { PayoutRow } from '../store/payout-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::payment.pay-out': PayOut;
  }
}

export interface Payout {
  userId: number;
  /** Fen, 1 to 199 999: from 2000 yuan on WeChat wants the user's real name. */
  amount: number;
  scene: PayoutRow['scene'];
  /** What is paid for; the same key is paid once. */
  sourceKey: string;
  /** Shown to the user; at most 32 characters. */
  remark: string;
  at: Date;
}

export interface PayOut {
  /**
   * Writes down, in the caller's transaction, that a user gets money; WeChat is called after it has committed. Told again with the
   * same key it does nothing.
   * @returns the number of the transfer
   * @throws Refusal BusinessError for an amount WeChat does not take, NotFoundError without such a user,
   *   IdempotencyConflictError when the key stands for another payout
   */
  (trx: Trx, payout: Payout): Promise<{ outBillNo: string }>;
}

const MOST_FEN = 199_999;
const LONGEST_REMARK = 32;

export default (_context: { strapi: Core.Strapi }): PayOut =>
  async (trx, { userId, amount, scene, sourceKey, remark, at }) => {
    if (!Number.isSafeInteger(amount) || amount < 1 || amount > MOST_FEN)
      throw new Refusal('BusinessError', { reason: 'payout_amount', amount, most: MOST_FEN });
    const user = (await trx('up_users').where({ id: userId }).first('openid')) as { openid: string | null } | undefined;
    if (!user?.openid) throw new Refusal('NotFoundError', { userId });
    await trx('payouts')
      .insert({
        ...newRow(at),
        user_id: userId,
        openid: user.openid,
        out_bill_no: createNumber('T', at),
        amount,
        scene,
        remark: remark.slice(0, LONGEST_REMARK),
        source_key: sourceKey,
        state: 'created',
        attempts: 0,
        next_attempt_at: at,
      })
      .onConflict('source_key')
      .ignore();
    const row = (await trx('payouts').where({ source_key: sourceKey }).first()) as PayoutRow;
    if (row.user_id !== userId || row.amount !== amount) throw new Refusal('IdempotencyConflictError', { sourceKey });
    return { outBillNo: row.out_bill_no };
  };
