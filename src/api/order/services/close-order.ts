import type { Core } from '@strapi/strapi';
import { nextOrderStatus } from '../../../domain/order/order-states';
import { now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { unwrap } from '../../../platform/errors/unwrap';
import { appendEvent } from '../../../platform/events/outbox';
import { getService } from '../../../platform/get-service';
import { writeLog } from '../store/order-log';
import { lockOrder, type OrderRow } from '../store/order-rows';
import type { StockChanges } from '../store/stock-changes';

declare module '../../../platform/get-service' {
  interface Services {
    'api::order.close-order': CloseOrder;
  }
}
declare module '../../../platform/events/outbox' {
  interface Events {
    'order.closed': { orderNo: string; userId: number; reason: string };
  }
}

export interface CloseRequest {
  orderId: number;
  event: 'cancel' | 'expire';
  reason: string;
  actorType: 'user' | 'system';
}

export interface CloseOrder {
  /**
   * Closes an unpaid order and gives back what it held, in one transaction. WeChat has been asked before (see settle-open-payments).
   * @throws Refusal OrderStateError when somebody was faster; nothing is changed then
   */
  (request: CloseRequest): Promise<void>;
}

export default ({ strapi }: { strapi: Core.Strapi }): CloseOrder =>
  async (request) => {
    const at = now(strapi);
    const stockChanges = await inTransaction(strapi, async (trx) => {
      const order = await lockOrder(trx, request.orderId);
      if (!order) throw new Error(`order ${request.orderId} does not exist`);
      const state = unwrap(nextOrderStatus(order.state, request.event));
      await trx('orders')
        .where({ id: order.id })
        .update({ state, closed_at: at, close_reason: request.reason, updated_at: at });
      await writeLog(trx, {
        order,
        event: request.event,
        from: order.state,
        to: state,
        actorType: request.actorType,
        note: request.reason,
        at,
      });
      await appendEvent(strapi, trx, {
        name: 'order.closed',
        aggregateId: order.order_no,
        payload: { orderNo: order.order_no, userId: order.user_id, reason: request.event },
        at,
      });
      return releaseHeld(strapi, trx, order);
    });
    await getService(strapi, 'api::catalog.announce-stock').announceStock(stockChanges);
  };

async function releaseHeld(strapi: Core.Strapi, trx: Trx, order: OrderRow): Promise<StockChanges> {
  const at = now(strapi);
  if (order.points_used > 0)
    await getService(strapi, 'api::points.release-points')(trx, { userId: order.user_id, orderNo: order.order_no, at });
  return getService(strapi, 'api::catalog.release-stock').releaseStock(trx, { orderNo: order.order_no, at });
}
