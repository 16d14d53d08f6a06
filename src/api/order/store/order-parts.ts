import type { Knex } from 'knex';
import { shapeAfterSale } from '../shapes/after-sale-shape';
import type { OrderParts } from '../shapes/order-shape';
import { casesOf } from './cases';
import { itemsOf } from './order-rows';
import { shipmentsOf } from './shipments';

/** Lines, parcels and cases of a page of orders, in three statements however long it is. */
export async function partsOf(connection: Knex, orders: OrderParts['order'][]): Promise<OrderParts[]> {
  if (orders.length === 0) return [];
  const ids = orders.map(({ id }) => id);
  const items = await itemsOf(connection, ids);
  const shipments = await shipmentsOf(connection, ids);
  const cases = await casesOf(connection, ids);
  return orders.map((order) => ({
    order,
    items: items.filter(({ order_id: orderId }) => orderId === order.id),
    shipments: shipments.filter(({ order_id: orderId }) => orderId === order.id),
    afterSales: cases.filter(({ order_id: orderId }) => orderId === order.id).map(shapeAfterSale),
  }));
}
