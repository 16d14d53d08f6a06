import type { Core } from '@strapi/strapi';
import { fromJson } from '../../../platform/database/rows';
import { Refusal } from '../../../platform/errors/refusal';
import type { LogRow } from '../store/order-log';
import { explainItem, shapeTimelineEntry } from '../shapes/order-story';
import { itemsOf, type OrderRow } from '../store/order-rows';

interface ActedLogRow extends LogRow {
  actor_type: string;
  actor: string | null;
}

/**
 * What happened to an order and how its price came about, for staff: three statements.
 * @throws Refusal NotFoundError
 */
const factory =
  ({ strapi }: { strapi: Core.Strapi }) =>
  async (documentId: string) => {
    const { connection } = strapi.db;
    const order = await connection('orders').where({ document_id: documentId }).first<OrderRow | undefined>();
    if (!order) throw new Refusal('NotFoundError');
    const items = await itemsOf(connection, [order.id]);
    const logs = (await connection('order_logs').where({ order_id: order.id }).orderBy('id')) as ActedLogRow[];
    return {
      orderNo: order.order_no,
      itemsAmount: order.items_amount,
      discountAmount: order.discount_amount,
      freightAmount: order.freight_amount,
      payAmount: order.pay_amount,
      timeline: logs.map((log) => ({ ...shapeTimelineEntry(log), actorType: log.actor_type, actor: log.actor })),
      items: items.map((item) => ({
        name: item.name,
        specs: fromJson<Record<string, string>>(item.specs) ?? {},
        priceExplanation: explainItem(item, order.adjustments),
      })),
    };
  };

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::order.read-order-story': ReturnType<typeof factory>;
  }
}
