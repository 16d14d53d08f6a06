import type { Knex } from 'knex';
import { toInteger } from '../../../platform/database/rows';

/** Pieces of each product in the user's orders that were not closed or refunded, less those that went back; for purchase limits. */
export async function boughtQuantities(
  connection: Knex,
  userId: number,
  productIds: number[],
): Promise<Map<number, number>> {
  const rows = (await connection('order_items as i')
    .join('orders as o', 'o.id', 'i.order_id')
    .where('o.user_id', userId)
    .whereNotIn('o.state', ['closed', 'refunded'])
    .whereIn('i.product_id', productIds)
    .groupBy('i.product_id')
    .select('i.product_id')
    .select(connection.raw('sum(i.quantity - i.refunded_quantity) as quantity'))) as {
    product_id: number;
    quantity: unknown;
  }[];
  return new Map(rows.map((row) => [row.product_id, toInteger(row.quantity)]));
}
