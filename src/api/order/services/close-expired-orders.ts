import type { Core } from '@strapi/strapi';
import { now } from '../../../platform/container';
import { isRefusal } from '../../../platform/errors/refusal';
import { getService } from '../../../platform/get-service';
import { claimRows } from '../../../platform/jobs/claim-rows';
import type { OrderRow } from '../store/order-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::order.close-expired-orders': CloseExpiredOrders;
  }
}

export interface CloseExpiredOrders {
  /** Closes what is overdue, also what fell due while the process was down; returns how many orders were looked at. */
  (): Promise<number>;
}

const BATCH = 50;
const LEASE_SECONDS = 300;

/** Each order is its own unit: asked at WeChat, closed there, asked again, then closed here. Whoever cannot be asked stays open. */
export default ({ strapi }: { strapi: Core.Strapi }): CloseExpiredOrders =>
  async () => {
    const orders = await claimRows<OrderRow>(strapi, {
      table: 'orders',
      states: ['pending_payment'],
      dueColumn: 'close_due_at',
      leaseSeconds: LEASE_SECONDS,
      limit: BATCH,
      at: now(strapi),
    });
    for (const order of orders) await closeOne(strapi, order);
    return orders.length;
  };

async function closeOne(strapi: Core.Strapi, order: OrderRow): Promise<void> {
  try {
    await getService(strapi, 'api::payment.settle-open-payments')({ orderId: order.id, mustBeSure: true });
    await getService(
      strapi,
      'api::order.close-order',
    )({ orderId: order.id, event: 'expire', reason: '超时未支付', actorType: 'system' });
  } catch (error) {
    // Paid in between: exactly what asking WeChat first is for.
    if (isRefusal(error) && error.name === 'OrderStateError') return;
    strapi.log.warn('an overdue order could not be closed yet', {
      category: 'business',
      orderNo: order.order_no,
      error: String(error),
    });
  }
}
