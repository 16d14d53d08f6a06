import type { Core } from '@strapi/strapi';
import type { HandoverUnits } from '../../domain/order/handover';
import { itemDescOf, logisticsTypeOf } from '../../domain/order/shipping-notice';
import type { Trx } from '../../platform/database/in-transaction';
import { fromJson } from '../../platform/database/rows';
import { getService } from '../../platform/get-service';
import { findKeptPayment } from './store/order-payment';
import type { OrderRow } from './store/order-rows';
import { shipmentsOf } from './store/shipments';

export interface HandedOver {
  order: OrderRow;
  /** What was handed over at a counter, where there are no parcels. */
  units?: readonly HandoverUnits[];
  isComplete: boolean;
  at: Date;
}

/**
 * Has WeChat told what was handed over of an order, in the transaction that hands it over: without it the money stays frozen.
 * Each time all parcels so far are named. Orders WeChat was not paid for are nothing to it.
 */
export async function requestShippingUpload(
  strapi: Core.Strapi,
  trx: Trx,
  { order, units, isComplete, at }: HandedOver,
): Promise<void> {
  const payment = await findKeptPayment(trx, order.id);
  if (!payment) return;
  await getService(strapi, 'api::wechat.request-shipping-upload')(trx, {
    orderNo: order.order_no,
    paymentOutTradeNo: payment.out_trade_no,
    transactionId: payment.transaction_id,
    openid: payment.payer_openid,
    logisticsType: logisticsTypeOf(order.delivery_mode),
    parcels: units ? [{ itemDesc: itemDescOf(units) }] : await parcelsOf(trx, order),
    isAllDelivered: isComplete,
    at,
  });
}

async function parcelsOf(trx: Trx, order: OrderRow) {
  const { phoneMasked } = fromJson<{ phoneMasked?: string }>(order.delivery) ?? {};
  const shipments = await shipmentsOf(trx, [order.id]);
  return shipments.map((shipment) => ({
    carrier: shipment.carrier,
    trackingNo: shipment.tracking_no,
    itemDesc: itemDescOf(fromJson<HandoverUnits[]>(shipment.items) ?? []),
    ...(phoneMasked === undefined ? {} : { contactPhoneMasked: phoneMasked }),
  }));
}
