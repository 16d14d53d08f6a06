import type { Knex } from 'knex';

/** Whether somebody still has to do something about an after-sale case of this order. */
export async function hasLiveAfterSale(connection: Knex, orderId: number): Promise<boolean> {
  const live = (await connection('after_sales')
    .where({ order_id: orderId })
    .whereIn('state', ['pending', 'awaiting_return', 'returned'])
    .first('id')) as { id: number } | undefined;
  return live !== undefined;
}
