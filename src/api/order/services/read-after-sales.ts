import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { Refusal } from '../../../platform/errors/refusal';
import { pageOf, readCursor } from '../../../platform/http/cursor';
import { type CaseWithRefund, shapeAfterSale } from '../shapes/after-sale-shape';

declare module '../../../platform/get-service' {
  interface Services {
    'api::order.read-after-sales': ReturnType<typeof factory>;
  }
}

/** Whose cases: a buyer's, or a merchant's; row ids. */
export type CaseOwner = { userId: number } | { merchantId: number };

interface ListRequest {
  owner: CaseOwner;
  status?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

const columnOf = (owner: CaseOwner): Record<string, number> =>
  'userId' in owner ? { 'a.user_id': owner.userId } : { 'a.merchant_id': owner.merchantId };

/** Every case with its latest refund: an earlier one was closed without paying. */
const casesWithRefund = (connection: Knex) =>
  connection('after_sales as a')
    .leftJoin(
      'refunds as r',
      'r.id',
      connection.raw('(select max(id) from refunds where after_sale_no = a.after_sale_no)'),
    )
    .select('a.*', 'r.state as refund_state', 'r.amount as refund_amount', 'r.succeeded_at as refund_succeeded_at');

const factory = ({ strapi }: { strapi: Core.Strapi }) => ({
  /** One of the owner's cases. @throws Refusal NotFoundError, for somebody else's too */
  async find(owner: CaseOwner, afterSaleNo: string) {
    const [row] = (await casesWithRefund(strapi.db.connection)
      .where(columnOf(owner))
      .andWhere('a.after_sale_no', afterSaleNo)) as CaseWithRefund[];
    if (!row) throw new Refusal('NotFoundError', { afterSaleNo });
    return shapeAfterSale(row);
  },

  /** The owner's cases, newest first. */
  async list({ owner, status, limit, cursor }: ListRequest) {
    const below = readCursor(cursor);
    const query = casesWithRefund(strapi.db.connection)
      .where(columnOf(owner))
      .orderBy('a.id', 'desc')
      .limit(limit + 1);
    if (status) query.andWhere('a.state', status);
    if (below !== null) query.andWhere('a.id', '<', below);
    const page = pageOf((await query) as CaseWithRefund[], limit);
    return { data: page.rows.map(shapeAfterSale), meta: page.meta };
  },

  /** All cases of an order, oldest first; an order has few of them. */
  async ofOrder(orderId: number) {
    const rows = (await casesWithRefund(strapi.db.connection)
      .where('a.order_id', orderId)
      .orderBy('a.id')) as CaseWithRefund[];
    return rows.map(shapeAfterSale);
  },
});

export default factory;
