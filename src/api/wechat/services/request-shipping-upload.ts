import {
  deliveryModeOf,
  isSameWish,
  type LogisticsType,
  type ShippingWish,
} from '../../../domain/wechat/shipping-upload';
import type { Trx } from '../../../platform/database/in-transaction';
import { newRow } from '../../../platform/database/rows';
import { type ShippingUploadRow, wishOf } from '../store/shipping-upload-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::wechat.request-shipping-upload': RequestShippingUpload;
  }
}

export interface ShippingUploadRequest {
  orderNo: string;
  paymentOutTradeNo: string;
  /** WeChat's number of the payment; zero-pay orders have none and are not uploaded. */
  transactionId: string;
  /** Of the payer. */
  openid: string;
  logisticsType: LogisticsType;
  /** Everything handed over so far, earlier parcels included. Beside express only `itemDesc` counts. */
  parcels: { carrier?: string; trackingNo?: string; itemDesc: string; contactPhoneMasked?: string }[];
  isAllDelivered: boolean;
  at: Date;
}

export interface RequestShippingUpload {
  /**
   * Writes down, in the caller's transaction, what WeChat shall know about the shipping of a payment. WeChat is told later, so
   * nothing about it can fail the shipment. The same wish again changes nothing; another one replaces it.
   */
  (trx: Trx, request: ShippingUploadRequest): Promise<void>;
}

export default (): RequestShippingUpload => async (trx, request) => {
  const known = (await lockUpload(trx, request)) ?? (await insertUpload(trx, request));
  if (!known) return;
  const wish = wishFrom(request, known);
  if (isSameWish(wishOf(known), wish)) return;
  await trx('shipping_uploads')
    .where({ id: known.id })
    .update({ ...columnsOf(wish), ...renewed(request.at), revision: known.revision + 1, updated_at: request.at });
};

const lockUpload = (trx: Trx, { paymentOutTradeNo }: ShippingUploadRequest): Promise<ShippingUploadRow | undefined> =>
  trx('shipping_uploads').where({ out_trade_no: paymentOutTradeNo }).forUpdate().first<ShippingUploadRow | undefined>();

/** The row that a parallel request has written first; undefined when this one was. */
async function insertUpload(trx: Trx, request: ShippingUploadRequest): Promise<ShippingUploadRow | undefined> {
  const inserted = (await trx('shipping_uploads')
    .insert({
      ...newRow(request.at),
      order_no: request.orderNo,
      out_trade_no: request.paymentOutTradeNo,
      transaction_id: request.transactionId,
      openid: request.openid,
      ...columnsOf(wishFrom(request, null)),
      ...renewed(request.at),
      revision: 1,
    })
    .onConflict('out_trade_no')
    .ignore()
    .returning('id')) as { id: number }[];
  return inserted.length > 0 ? undefined : lockUpload(trx, request);
}

function wishFrom(request: ShippingUploadRequest, known: ShippingUploadRow | null): ShippingWish {
  const { logisticsType, parcels, isAllDelivered } = request;
  return {
    logisticsType,
    parcels,
    isAllDelivered,
    deliveryMode: deliveryModeOf(request, known?.delivery_mode ?? null),
  };
}

const columnsOf = ({ logisticsType, deliveryMode, parcels, isAllDelivered }: ShippingWish) => ({
  logistics_type: logisticsType,
  delivery_mode: deliveryMode,
  parcels: JSON.stringify(parcels),
  item_desc: parcels.map(({ itemDesc }) => itemDesc).join('；'),
  is_all_delivered: isAllDelivered,
});

const renewed = (at: Date) => ({
  state: 'pending',
  attempts: 0,
  requested_at: at,
  next_attempt_at: at,
  last_error: null,
  last_error_code: null,
});
