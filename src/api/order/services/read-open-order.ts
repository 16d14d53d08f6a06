import type { Core } from '@strapi/strapi';
import { Refusal } from '../../../platform/errors/refusal';
import { keyRingOf } from '../../../platform/security/key-ring';
import { shapeMerchantOrder } from '../shapes/merchant-order-shape';
import type { OrderParts } from '../shapes/order-shape';
import type { LogRow } from '../store/order-log';
import { partsOf } from '../store/order-parts';

declare module '../../../platform/get-service' {
  interface Services {
    'api::order.read-open-order': ReturnType<typeof factory>;
  }
}

/** An order for another server; one that acts for a merchant finds no other's. */
const factory =
  ({ strapi }: { strapi: Core.Strapi }) =>
  /** @throws Refusal NotFoundError */
  async (merchantId: number | null, orderNo: string) => {
    const { connection } = strapi.db;
    const query = connection('orders as o')
      .leftJoin('merchants as m', 'm.id', 'o.merchant_id')
      .join('up_users as u', 'u.id', 'o.user_id')
      .where('o.order_no', orderNo)
      .select('o.*', 'm.document_id as merchant_document_id', 'm.name as merchant_name')
      .select('u.document_id as user_document_id');
    if (merchantId !== null) query.andWhere('o.merchant_id', merchantId);
    const rows = (await query) as (OrderParts['order'] & { user_document_id: string })[];
    const [row] = rows;
    const [parts] = await partsOf(connection, rows);
    if (!row || !parts) throw new Refusal('NotFoundError', { orderNo });
    const timeline = (await connection('order_logs').where({ order_id: row.id }).orderBy('id')) as LogRow[];
    const order = shapeMerchantOrder({ ...parts, timeline, isDetail: false }, keyRingOf(strapi));
    return { ...order, userId: row.user_document_id };
  };

export default factory;
