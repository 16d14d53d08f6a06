import type { Core } from '@strapi/strapi';
import { ORDER_STATUSES, type OrderStatus } from '../../../domain/order/types';
import { toInteger } from '../../../platform/database/rows';
import { Refusal } from '../../../platform/errors/refusal';
import { pageOf, readCursor } from '../../../platform/http/cursor';
import { keyRingOf } from '../../../platform/security/key-ring';
import { type OrderParts, shapeOrder } from '../shapes/order-shape';
import type { LogRow } from '../store/order-log';
import { partsOf } from '../store/order-parts';

declare module '../../../platform/get-service' {
  interface Services {
    'api::order.read-orders': ReturnType<typeof factory>;
  }
}

interface ListRequest {
  userId: number;
  status?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

const factory = ({ strapi }: { strapi: Core.Strapi }) => {
  const ownOrders = (userId: number) =>
    strapi.db
      .connection('orders as o')
      .leftJoin('merchants as m', 'm.id', 'o.merchant_id')
      .where('o.user_id', userId)
      .select('o.*', 'm.document_id as merchant_document_id', 'm.name as merchant_name');
  return {
    /** One of the user's orders with its timeline. @throws Refusal NotFoundError, for somebody else's too */
    async find(userId: number, orderNo: string) {
      const { connection } = strapi.db;
      const rows = (await ownOrders(userId).andWhere('o.order_no', orderNo)) as OrderParts['order'][];
      const [parts] = await partsOf(connection, rows);
      if (!parts) throw new Refusal('NotFoundError', { orderNo });
      const timeline = (await connection('order_logs').where({ order_id: parts.order.id }).orderBy('id')) as LogRow[];
      return shapeOrder({ ...parts, timeline }, keyRingOf(strapi));
    },

    /** The user's orders, newest first; four statements however long the page. */
    async list({ userId, status, limit, cursor }: ListRequest) {
      const below = readCursor(cursor);
      const query = ownOrders(userId)
        .orderBy('o.id', 'desc')
        .limit(limit + 1);
      if (status) query.andWhere('o.state', status);
      if (below !== null) query.andWhere('o.id', '<', below);
      const page = pageOf((await query) as OrderParts['order'][], limit);
      const keyRing = keyRingOf(strapi);
      const parts = await partsOf(strapi.db.connection, page.rows);
      return { data: parts.map((part) => shapeOrder(part, keyRing)), meta: page.meta };
    },

    /** How many orders the user has in each state. */
    async counts(userId: number): Promise<Record<OrderStatus, number>> {
      const rows = (await strapi.db
        .connection('orders')
        .where({ user_id: userId })
        .groupBy('state')
        .select('state')
        .count('* as count')) as { state: OrderStatus; count: unknown }[];
      const counts = Object.fromEntries(ORDER_STATUSES.map((status) => [status, 0])) as Record<OrderStatus, number>;
      for (const { state, count } of rows) counts[state] = toInteger(count);
      return counts;
    },
  };
};

export default factory;
