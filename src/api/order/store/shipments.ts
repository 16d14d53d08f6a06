import type { Knex } from 'knex';
import type { HandoverUnits } from '../../../domain/order/handover';
import type { Trx } from '../../../platform/database/in-transaction';
import { fromJson, newRow, type StoredInstant } from '../../../platform/database/rows';
import type { OrderRow } from './order-rows';

export interface ShipmentRow {
  id: number;
  shipment_no: string;
  order_id: number;
  order_no: string;
  carrier: string;
  tracking_no: string;
  /** JSON of HandoverUnits[] */
  items: string | HandoverUnits[];
  shipped_at: StoredInstant;
}

export interface NewShipment {
  shipmentNo: string;
  order: OrderRow;
  carrier: string;
  trackingNo: string;
  units: readonly HandoverUnits[];
  operator: string;
  at: Date;
}

/** The parcel of an order with this number, if it was recorded before. */
export async function findParcel(
  trx: Trx,
  orderId: number,
  parcel: { carrier: string; trackingNo: string },
): Promise<ShipmentRow | undefined> {
  return trx('shipments')
    .where({ order_id: orderId, carrier: parcel.carrier, tracking_no: parcel.trackingNo })
    .first<ShipmentRow | undefined>();
}

export const unitsOf = (row: Pick<ShipmentRow, 'items'>): HandoverUnits[] => fromJson<HandoverUnits[]>(row.items) ?? [];

export async function writeShipment(trx: Trx, { order, ...shipment }: NewShipment): Promise<void> {
  await trx('shipments').insert({
    ...newRow(shipment.at),
    shipment_no: shipment.shipmentNo,
    order_id: order.id,
    order_no: order.order_no,
    merchant_id: order.merchant_id,
    carrier: shipment.carrier,
    tracking_no: shipment.trackingNo,
    items: JSON.stringify(shipment.units),
    operator: shipment.operator,
    shipped_at: shipment.at,
  });
}

/** The parcels of several orders in one statement, oldest first. */
export async function shipmentsOf(connection: Knex, orderIds: number[]): Promise<ShipmentRow[]> {
  return connection('shipments').whereIn('order_id', orderIds).orderBy('id').select<ShipmentRow[]>();
}
