import type { Core } from '@strapi/strapi';
import { writeAudit } from '../../../platform/audit';
import { now } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import { getService } from '../../../platform/get-service';
import type { CodeChange } from '../requests';
import { type CodeRow, codesOf, shapeCode } from '../store/code-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::merchant.change-payment-code': ChangePaymentCode;
  }
}

export interface ChangePaymentCode {
  /**
   * Renames, re-prices, revokes or revives a code. A revoked code takes no order from the moment this returns; who has an order
   * already may still pay it. A new title passes WeChat's content security first.
   * @throws Refusal NotFoundError, for another merchant's code too; BusinessError for a title that WeChat has not passed
   */
  (request: ChangeCodeRequest): Promise<void>;
}

export interface ChangeCodeRequest {
  merchantId: number;
  documentId: string;
  change: CodeChange;
  operator: { documentId: string; openid: string };
}

export default ({ strapi }: { strapi: Core.Strapi }): ChangePaymentCode =>
  async (request) => {
    await judgeTitle(strapi, request);
    const { merchantId, documentId, change, operator } = request;
    await inTransaction(strapi, async (trx) => {
      const at = now(strapi);
      const code = () => codesOf(trx, merchantId).andWhere({ document_id: documentId });
      const before = (await code().forUpdate().first()) as CodeRow | undefined;
      if (!before) throw new Refusal('NotFoundError');
      const { title, fixedAmount, enabled } = change;
      await code().update({
        title: title ?? before.title,
        fixed_amount: fixedAmount === undefined ? before.fixed_amount : fixedAmount,
        enabled: enabled ?? before.enabled,
        updated_at: at,
      });
      const { code: _code, createdAt: _at, documentId: _id, ...known } = shapeCode(before);
      await writeAudit(strapi, trx, {
        actorType: 'user',
        actor: operator.documentId,
        action: 'payment-code.change',
        subject: 'api::merchant.payment-code',
        subjectId: documentId,
        before: known,
        after: { ...known, ...change },
        at,
      });
    });
  };

/** The title it bears already needs no judge: a code must be revocable while WeChat is away. */
async function judgeTitle(strapi: Core.Strapi, request: ChangeCodeRequest): Promise<void> {
  const { merchantId, documentId, change, operator } = request;
  const code = codesOf(strapi.db.connection, merchantId).andWhere({ document_id: documentId });
  const known = (await code.first('title')) as Pick<CodeRow, 'title'> | undefined;
  if (!known) throw new Refusal('NotFoundError');
  if (change.title !== known.title) await getService(strapi, 'api::merchant.judge-texts')(operator, [change.title]);
}
