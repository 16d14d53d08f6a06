import type { Knex } from 'knex';
import type { OrderParts } from '../shapes/order-shape';
import { itemsOf } from './order-rows';
import { shipmentsOf } from './shipments';

/** Lines and parcels of a page of orders, in two statements however long it is. */
export async function partsOf(connection: Knex, orders: OrderParts['order'][]): Promise<OrderParts[]> {
  if (orders.length === 0) return [];
  const ids = orders.map(({ id }) => id);
  const items = await itemsOf(connection, ids);
  const shipments = await shipmentsOf(connection, ids);
  return orders.map((order) => ({
    order,
    items: items.filter(({ order_id: orderId }) => orderId === order.id),
    shipments: shipments.filter(({ order_id: orderId }) => orderId === order.id),
  }));
}
