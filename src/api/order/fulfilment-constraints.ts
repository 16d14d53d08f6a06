import type { Constraint } from '../../platform/database/constraints';

/** What the database itself refuses or finds quickly when orders are handed over and completed. */
export const fulfilmentConstraints: Constraint[] = [
  { kind: 'unique', name: 'ux_shipments_shipment_no', table: 'shipments', columns: ['shipment_no'] },
  {
    kind: 'unique',
    name: 'ux_shipments_parcel',
    table: 'shipments',
    columns: ['order_id', 'carrier', 'tracking_no'],
  },
  {
    kind: 'index',
    name: 'ix_orders_pickup_code',
    table: 'orders',
    columns: ['pickup_code'],
    where: 'pickup_code is not null',
  },
  {
    kind: 'index',
    name: 'ix_orders_complete_due',
    table: 'orders',
    columns: ['complete_due_at'],
    where: "state = 'shipped'",
  },
];
