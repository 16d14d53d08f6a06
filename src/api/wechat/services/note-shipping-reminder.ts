import type { Core } from '@strapi/strapi';
import { now } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import { appendEvent } from '../../../platform/events/outbox';
import { getService } from '../../../platform/get-service';
import type { ShippingUploadRow } from '../store/shipping-upload-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::wechat.note-shipping-reminder': NoteShippingReminder;
  }
}
declare module '../../../platform/events/outbox' {
  interface Events {
    /** WeChat has seen no shipping of this payment for 48 hours, and neither has the upload. */
    'wechat.shipping-reminded': { transactionId: string; orderNo: string; outTradeNo: string };
  }
}

export interface NoteShippingReminder {
  /**
   * WeChat misses the shipping of a payment: staff are alerted, and what we know to be shipped is uploaded again, even when an
   * upload seemed to succeed, because the money stays frozen otherwise.
   */
  (transactionId: string): Promise<void>;
}

export default ({ strapi }: { strapi: Core.Strapi }): NoteShippingReminder =>
  async (transactionId) => {
    const payment = (await strapi.db
      .connection('payments')
      .where({ transaction_id: transactionId })
      .first('order_no', 'out_trade_no')) as { order_no: string; out_trade_no: string } | undefined;
    const orderNo = payment?.order_no ?? null;
    strapi.log.error('WeChat misses the shipping of a payment', { category: 'business', transactionId, orderNo });
    if (!payment || (await uploadAgain(strapi, transactionId))) return;
    if (await getService(strapi, 'api::wechat.request-virtual-shipping')(payment.order_no)) {
      await uploadAgain(strapi, transactionId);
      return;
    }
    const payload = { transactionId, orderNo: payment.order_no, outTradeNo: payment.out_trade_no };
    await inTransaction(strapi, (trx) =>
      appendEvent(strapi, trx, {
        name: 'wechat.shipping-reminded',
        aggregateId: payment.order_no,
        payload,
        at: now(strapi),
      }),
    );
  };

/** False when no shipping of this payment was ever requested. */
async function uploadAgain(strapi: Core.Strapi, transactionId: string): Promise<boolean> {
  return inTransaction(strapi, async (trx) => {
    const at = now(strapi);
    const row = await trx('shipping_uploads')
      .where({ transaction_id: transactionId })
      .forUpdate()
      .first<ShippingUploadRow | undefined>();
    if (!row) return false;
    const again = { state: 'pending', attempts: 0, requested_at: at, next_attempt_at: at };
    await trx('shipping_uploads')
      .where({ id: row.id })
      .update({ reminded_at: at, updated_at: at, ...(row.state === 'pending' ? {} : again) });
    return true;
  });
}
