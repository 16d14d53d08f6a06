import type { Core } from '@strapi/strapi';
import { now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { newRow } from '../../../platform/database/rows';
import { Refusal } from '../../../platform/errors/refusal';
import { findEarlierResult } from '../../../platform/http/idempotency';
import { keyRingOf } from '../../../platform/security/key-ring';
import type { ApplicationBody } from '../requests';
import { setPicture } from '../store/pictures';
import { toColumns } from '../store/profile-columns';

declare module '../../../platform/get-service' {
  interface Services {
    'api::merchant.apply-for-merchant': ApplyForMerchant;
  }
}

export interface Application {
  userId: number;
  body: ApplicationBody;
  idempotencyKey: string | null;
}

export interface ApplyForMerchant {
  /**
   * A user asks to become a merchant; operations decide. One application of a user waits at a time.
   * @returns documentId of the merchant to be
   * @throws Refusal BusinessError when one waits already (details.documentId) or a picture is unknown; IdempotencyConflictError
   */
  (application: Application): Promise<string>;
}

/** The columns that Strapi would fill for a merchant made in the panel. */
const FRESH = {
  state: 'pending',
  commission_bps: 0,
  shares_profit: false,
  receiver_type: 'MERCHANT_ID',
  receiver_state: 'none',
};

export default ({ strapi }: { strapi: Core.Strapi }): ApplyForMerchant =>
  ({ userId, body, idempotencyKey }) =>
    inTransaction(strapi, async (trx) => {
      const at = now(strapi);
      const row = { ...newRow(at), ...FRESH, ...toColumns(body, keyRingOf(strapi)), applicant_id: userId };
      const call = { scope: 'merchant-applications', userId, key: idempotencyKey, input: body, at };
      const earlier = await findEarlierResult(trx, { ...call, result: row.document_id });
      if (earlier) return earlier;
      const made = (await trx('merchants')
        .insert({ ...row, license_number: body.licenseNumber ?? null })
        .onConflict()
        .ignore()
        .returning('id')) as { id: number }[];
      if (!made[0]) throw await waitingRefusal(trx, userId);
      await setPictures(trx, made[0].id, body);
      return row.document_id;
    });

async function setPictures(trx: Trx, merchantId: number, { logo, licenseImage }: ApplicationBody): Promise<void> {
  if (logo) await setPicture(trx, merchantId, { field: 'logo', url: logo });
  if (licenseImage) await setPicture(trx, merchantId, { field: 'licenseImage', url: licenseImage });
}

async function waitingRefusal(trx: Trx, userId: number): Promise<Refusal> {
  const waiting = (await trx('merchants').where({ applicant_id: userId, state: 'pending' }).first('document_id')) as
    { document_id: string } | undefined;
  return new Refusal(
    'BusinessError',
    { reason: 'application_pending', documentId: waiting?.document_id ?? null },
    { zh: '您已有一份入驻申请在审核中，请耐心等待', en: 'An application of yours is being reviewed' },
  );
}
