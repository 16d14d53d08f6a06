import type { Knex } from 'knex';
import { toInteger } from '../../../platform/database/rows';

/** Pieces of a points good in the user's redemptions that were not closed or given back, by its SKU; for the limit per user. */
export async function redeemedQuantity(connection: Knex, userId: number, skuId: number): Promise<number> {
  const row = (await connection('order_items as i')
    .join('orders as o', 'o.id', 'i.order_id')
    .where({ 'o.user_id': userId, 'o.type': 'points', 'i.sku_id': skuId })
    .whereNotIn('o.state', ['closed', 'refunded'])
    .first(connection.raw('sum(i.quantity - i.refunded_quantity) as quantity'))) as { quantity: unknown };
  return toInteger(row.quantity);
}
