import type { Core } from '@strapi/strapi';
import { writeAudit } from '../../../platform/audit';
import { now } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import { newRow } from '../../../platform/database/rows';
import { Refusal } from '../../../platform/errors/refusal';

declare module '../../../platform/get-service' {
  interface Services {
    'api::merchant.assign-operator': ReturnType<typeof factory>;
  }
}

const NO_ACCOUNT = { zh: '没有这个邮箱的后台账号', en: 'No account of the panel has this address' };

interface Assigned {
  document_id: string;
  admin_id: number;
  email: string;
}

/** Which accounts of the panel see a merchant through the condition 仅本商户数据; what they may do, their roles say. */
const factory = ({ strapi }: { strapi: Core.Strapi }) => {
  const audit = (trx: Parameters<typeof writeAudit>[1], entry: { action: string; operator: string; row: Assigned }) =>
    writeAudit(strapi, trx, {
      actorType: 'admin',
      actor: entry.operator,
      action: entry.action,
      subject: 'api::merchant.merchant-operator',
      subjectId: entry.row.document_id,
      after: { adminId: entry.row.admin_id, email: entry.row.email },
      at: now(strapi),
    });
  return {
    /** @throws Refusal NotFoundError for the merchant, BusinessError for the account */
    async assign(request: { merchantDocumentId: string; email: string; operator: string }) {
      return inTransaction(strapi, async (trx) => {
        const merchant = (await trx('merchants').where({ document_id: request.merchantDocumentId }).first('id')) as
          { id: number } | undefined;
        if (!merchant) throw new Refusal('NotFoundError');
        const account = (await trx('admin_users')
          .where({ email: request.email.toLowerCase() })
          .first('id', 'email')) as { id: number; email: string } | undefined;
        if (!account) throw new Refusal('BusinessError', { reason: 'no_such_account' }, NO_ACCOUNT);
        const row = { ...newRow(now(strapi)), admin_id: account.id, email: account.email, merchant_id: merchant.id };
        const made = (await trx('merchant_operators')
          .insert(row)
          .onConflict(['admin_id', 'merchant_id'])
          .ignore()
          .returning('id')) as unknown[];
        if (made.length > 0) await audit(trx, { action: 'merchant.assign-operator', operator: request.operator, row });
        return { email: account.email };
      });
    },

    /** @throws Refusal NotFoundError */
    async remove({ documentId, operator }: { documentId: string; operator: string }) {
      return inTransaction(strapi, async (trx) => {
        const assigned = () => trx('merchant_operators').where({ document_id: documentId });
        const row = await assigned().forUpdate().first<Assigned | undefined>('document_id', 'admin_id', 'email');
        if (!row) throw new Refusal('NotFoundError');
        await assigned().delete();
        await audit(trx, { action: 'merchant-operator.remove', operator, row });
        return { email: row.email };
      });
    },
  };
};

export default factory;
