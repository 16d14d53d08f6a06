import { toIso } from '../../../platform/database/rows';
import { type ShipmentRow, unitsOf } from '../store/shipments';

/** A parcel as the customer follows it. */
export function shapeShipment(shipment: ShipmentRow) {
  return {
    shipmentNo: shipment.shipment_no,
    carrier: shipment.carrier,
    trackingNo: shipment.tracking_no,
    items: unitsOf(shipment).map(({ skuId, name, quantity }) => ({
      skuId,
      name,
      quantity,
    })),
    shippedAt: toIso(shipment.shipped_at),
  };
}
