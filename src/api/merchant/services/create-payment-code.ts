import type { Core } from '@strapi/strapi';
import { now } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import { randomTail } from '../../../platform/database/numbers';
import { newRow, toInteger } from '../../../platform/database/rows';
import { Refusal } from '../../../platform/errors/refusal';
import { getService } from '../../../platform/get-service';
import { findEarlierResult, type IdempotentCall, readEarlierResult } from '../../../platform/http/idempotency';
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
   * A new payment code that nobody can guess: 100 random bits. Its title passes WeChat's content security first.
   * @returns its documentId
   * @throws Refusal BusinessError when the merchant has as many as it may and for a title that WeChat has not passed,
   * IdempotencyConflictError
   */
  (request: {
    merchant: { id: number; documentId: string };
    author: { id: number; openid: string };
    body: NewCodeBody;
    idempotencyKey: string | null;
  }): Promise<string>;
}

const CODE_LENGTH = 20;
const MOST_CODES = 500;

export default ({ strapi }: { strapi: Core.Strapi }): CreatePaymentCode =>
  async ({ merchant, author, body, idempotencyKey }) => {
    const at = now(strapi);
    const row = { ...newRow(at), merchant_id: merchant.id, enabled: true, code: randomTail(CODE_LENGTH) };
    const call: IdempotentCall = {
      scope: 'merchant-codes',
      userId: author.id,
      key: idempotencyKey,
      input: [merchant.id, body],
      result: row.document_id,
      at,
    };
    const known = await readEarlierResult(strapi.db.connection, call);
    if (known) return known;
    await getService(strapi, 'api::merchant.judge-texts')(author, [body.title]);
    return inTransaction(strapi, async (trx) => {
      const earlier = await findEarlierResult(trx, call);
      if (earlier) return earlier;
      await lockMerchant(trx, merchant.documentId);
      const [{ count } = { count: 0 }] = (await codesOf(trx, merchant.id).count('* as count')) as { count: unknown }[];
      if (toInteger(count) >= MOST_CODES) throw tooManyRefusal();
      await trx('payment_codes').insert({ ...row, title: body.title, fixed_amount: body.fixedAmount });
      return row.document_id;
    });
  };

const tooManyRefusal = (): Refusal =>
  new Refusal(
    'BusinessError',
    { reason: 'code_limit', limit: MOST_CODES },
    { zh: `最多创建 ${MOST_CODES} 个收款码`, en: `At most ${MOST_CODES} payment codes can be made` },
  );
