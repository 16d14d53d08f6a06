import type { Core } from '@strapi/strapi';
import { now } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import { randomTail } from '../../../platform/database/numbers';
import { newRow, toInteger } from '../../../platform/database/rows';
import { Refusal } from '../../../platform/errors/refusal';
import { findEarlierResult } from '../../../platform/http/idempotency';
import type { NewCodeBody } from '../requests';
import { codesOf } from '../store/code-rows';
import { lockMerchant } from '../store/merchant-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::merchant.create-payment-code': CreatePaymentCode;
  }
}

export interface CreatePaymentCode {
  /**
   * A new payment code that nobody can guess: 100 random bits.
   * @returns its documentId
   * @throws Refusal BusinessError when the merchant has as many as it may, IdempotencyConflictError
   */
  (request: {
    merchant: { id: number; documentId: string };
    userId: number;
    body: NewCodeBody;
    idempotencyKey: string | null;
  }): Promise<string>;
}

const CODE_LENGTH = 20;
const MOST_CODES = 500;

export default ({ strapi }: { strapi: Core.Strapi }): CreatePaymentCode =>
  ({ merchant, userId, body, idempotencyKey }) =>
    inTransaction(strapi, async (trx) => {
      const at = now(strapi);
      const row = { ...newRow(at), merchant_id: merchant.id, enabled: true, code: randomTail(CODE_LENGTH) };
      const call = { scope: 'merchant-codes', userId, key: idempotencyKey, input: [merchant.id, body], at };
      const earlier = await findEarlierResult(trx, { ...call, result: row.document_id });
      if (earlier) return earlier;
      await lockMerchant(trx, merchant.documentId);
      const [{ count } = { count: 0 }] = (await codesOf(trx, merchant.id).count('* as count')) as { count: unknown }[];
      if (toInteger(count) >= MOST_CODES) throw tooManyRefusal();
      await trx('payment_codes').insert({ ...row, title: body.title, fixed_amount: body.fixedAmount });
      return row.document_id;
    });

const tooManyRefusal = (): Refusal =>
  new Refusal(
    'BusinessError',
    { reason: 'code_limit', limit: MOST_CODES },
    { zh: `最多创建 ${MOST_CODES} 个收款码`, en: `At most ${MOST_CODES} payment codes can be made` },
  );
