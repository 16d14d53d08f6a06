import type { Knex } from 'knex';
import type { CaseWithRefund } from '../shapes/after-sale-shape';

/** Every case with its latest refund: an earlier one was closed without paying. */
export const casesWithRefund = (connection: Knex) =>
  connection('after_sales as a')
    .leftJoin(
      'refunds as r',
      'r.id',
      connection.raw('(select max(id) from refunds where after_sale_no = a.after_sale_no)'),
    )
    .select('a.*', 'r.state as refund_state', 'r.amount as refund_amount', 'r.succeeded_at as refund_succeeded_at');

/** The cases of several orders in one statement, oldest first; an order has few of them. */
export async function casesOf(connection: Knex, orderIds: number[]): Promise<CaseWithRefund[]> {
  return (await casesWithRefund(connection).whereIn('a.order_id', orderIds).orderBy('a.id')) as CaseWithRefund[];
}
