import type { Core } from '@strapi/strapi';
import { calendarDay, endOfDay, startOfDay } from '../../../domain/shared/calendar-day';
import { environmentOf } from '../../../platform/container';
import { Refusal } from '../../../platform/errors/refusal';
import { pageOf, readCursor } from '../../../platform/http/cursor';
import { keyRingOf } from '../../../platform/security/key-ring';
import type { MerchantOrdersQuery } from '../fulfilment-requests';
import { shapeMerchantOrder } from '../shapes/merchant-order-shape';
import type { OrderParts } from '../shapes/order-shape';
import type { LogRow } from '../store/order-log';
import { partsOf } from '../store/order-parts';

declare module '../../../platform/get-service' {
  interface Services {
    'api::order.read-merchant-orders': ReturnType<typeof factory>;
  }
}

/** Orders of one merchant for its staff; every statement is scoped by the merchant's row id. */
const factory = ({ strapi }: { strapi: Core.Strapi }) => {
  const ordersOf = (merchantId: number) =>
    strapi.db
      .connection('orders as o')
      .join('merchants as m', 'm.id', 'o.merchant_id')
      .where('o.merchant_id', merchantId)
      .select('o.*', 'm.document_id as merchant_document_id', 'm.name as merchant_name');
  return {
    /** @throws Refusal NotFoundError, for another merchant's order too */
    async find(merchantId: number, orderNo: string) {
      const rows = (await ordersOf(merchantId).andWhere('o.order_no', orderNo)) as OrderParts['order'][];
      const [parts] = await partsOf(strapi.db.connection, rows);
      if (!parts) throw new Refusal('NotFoundError', { orderNo });
      const timeline = (await strapi.db
        .connection('order_logs')
        .where({ order_id: parts.order.id })
        .orderBy('id')) as LogRow[];
      return shapeMerchantOrder({ ...parts, timeline, isDetail: true }, keyRingOf(strapi));
    },

    /** Newest first, placed on days of the shop's calendar. */
    async list(merchantId: number, { status, from, to, limit, cursor }: MerchantOrdersQuery) {
      const timeZone = environmentOf(strapi).SHOP_TIMEZONE;
      const below = readCursor(cursor);
      const query = ordersOf(merchantId)
        .orderBy('o.id', 'desc')
        .limit(limit + 1);
      if (status) query.andWhere('o.state', status);
      if (from) query.andWhere('o.created_at', '>=', startOfDay(calendarDay(from), timeZone));
      if (to) query.andWhere('o.created_at', '<', endOfDay(calendarDay(to), timeZone));
      if (below !== null) query.andWhere('o.id', '<', below);
      const page = pageOf((await query) as OrderParts['order'][], limit);
      const parts = await partsOf(strapi.db.connection, page.rows);
      const keyRing = keyRingOf(strapi);
      return { data: parts.map((part) => shapeMerchantOrder({ ...part, isDetail: false }, keyRing)), meta: page.meta };
    },
  };
};

export default factory;
