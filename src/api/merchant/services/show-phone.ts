import type { Core } from '@strapi/strapi';
import { writeAudit } from '../../../platform/audit';
import { now } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import { keyRingOf } from '../../../platform/security/key-ring';

declare module '../../../platform/get-service' {
  interface Services {
    'api::merchant.show-phone': ShowPhone;
  }
}

export interface ShowPhone {
  /**
   * The whole contact phone of a merchant, for staff who have to call. Who looked is written down before anybody sees it; the number
   * itself is not.
   * @throws Refusal NotFoundError; BusinessError when the merchant left no number
   */
  (request: { documentId: string; operator: string }): Promise<{ phone: string; contactName: string | null }>;
}

interface Contact {
  contact_phone_cipher: string | null;
  contact_phone_masked: string | null;
  contact_name: string | null;
}

const NO_PHONE = { zh: '该商户没有留下联系电话', en: 'This merchant left no phone number' };

export default ({ strapi }: { strapi: Core.Strapi }): ShowPhone =>
  ({ documentId, operator }) =>
    inTransaction(strapi, async (trx) => {
      const merchant = (await trx('merchants')
        .where({ document_id: documentId })
        .first('contact_phone_cipher', 'contact_phone_masked', 'contact_name')) as Contact | undefined;
      if (!merchant) throw new Refusal('NotFoundError');
      if (!merchant.contact_phone_cipher) throw new Refusal('BusinessError', { reason: 'no_phone' }, NO_PHONE);
      const phone = keyRingOf(strapi).decrypt(merchant.contact_phone_cipher);
      await writeAudit(strapi, trx, {
        actorType: 'admin',
        actor: operator,
        action: 'merchant.show-phone',
        subject: 'api::merchant.merchant',
        subjectId: documentId,
        after: { phone: merchant.contact_phone_masked },
        at: now(strapi),
      });
      return { phone, contactName: merchant.contact_name };
    });
