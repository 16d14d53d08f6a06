import type { Core } from '@strapi/strapi';
import { carrierIdOf } from '../../../domain/wechat/carriers';
import { writeAudit } from '../../../platform/audit';
import { now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import { type ShippingUploadRow, wishOf } from '../store/shipping-upload-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::wechat.retry-shipping-upload': RetryShippingUpload;
  }
}

export interface RetryShippingUpload {
  /**
   * Has an upload tried again from the start, with another carrier in the place of those WeChat does not know.
   * @throws Refusal NotFoundError, ValidationError for a carrier that WeChat does not know either
   */
  (request: { documentId: string; carrier?: string | undefined; operator: string }): Promise<{ state: 'pending' }>;
}

export default ({ strapi }: { strapi: Core.Strapi }): RetryShippingUpload =>
  async ({ documentId, carrier, operator }) => {
    if (carrier !== undefined && carrierIdOf(carrier) === null) {
      throw new Refusal(
        'ValidationError',
        { field: 'carrier' },
        { zh: '微信不认识这家快递公司', en: 'WeChat does not know this carrier' },
      );
    }
    await inTransaction(strapi, async (trx) => {
      const row = await trx('shipping_uploads')
        .where({ document_id: documentId })
        .forUpdate()
        .first<ShippingUploadRow | undefined>();
      if (!row) throw new Refusal('NotFoundError');
      await renew(trx, row, { carrier, at: now(strapi) });
      await writeAudit(strapi, trx, {
        actorType: 'admin',
        actor: operator,
        action: 'shipping-upload.retry',
        subject: 'api::wechat.shipping-upload',
        subjectId: documentId,
        before: { state: row.state },
        after: { state: 'pending', ...(carrier === undefined ? {} : { carrier }) },
        at: now(strapi),
      });
    });
    return { state: 'pending' };
  };

async function renew(
  trx: Trx,
  row: ShippingUploadRow,
  { carrier, at }: { carrier: string | undefined; at: Date },
): Promise<void> {
  const parcels = wishOf(row).parcels.map((parcel) => {
    const isKnown = carrierIdOf(parcel.carrier ?? '') !== null;
    return carrier === undefined || isKnown ? parcel : { ...parcel, carrier };
  });
  await trx('shipping_uploads')
    .where({ id: row.id })
    .update({
      state: 'pending',
      parcels: JSON.stringify(parcels),
      revision: row.revision + 1,
      attempts: 0,
      requested_at: at,
      next_attempt_at: at,
      updated_at: at,
    });
}
