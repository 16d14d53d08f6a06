import type { HandoverUnits } from '../../../domain/order/handover';
import { fromJson, toIso } from '../../../platform/database/rows';
import type { ShipmentRow } from '../store/shipments';

/** A parcel as the customer follows it. */
export function shapeShipment(shipment: ShipmentRow) {
  return {
    shipmentNo: shipment.shipment_no,
    carrier: shipment.carrier,
    trackingNo: shipment.tracking_no,
    items: (fromJson<HandoverUnits[]>(shipment.items) ?? []).map(({ skuId, name, quantity }) => ({
      skuId,
      name,
      quantity,
    })),
    shippedAt: toIso(shipment.shipped_at),
  };
}
