import type { Core } from '@strapi/strapi';
import { nextOrderStatus } from '../../../domain/order/order-states';
import type { OrderStatus } from '../../../domain/order/types';
import { isRefusal, Refusal } from '../../../platform/errors/refusal';
import { unwrap } from '../../../platform/errors/unwrap';
import { getService } from '../../../platform/get-service';
import { findOwnOrder, type OrderRow } from '../store/order-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::order.cancel-order': CancelOrder;
  }
}

export interface CancelOrder {
  /**
   * A user's cancellation. An unpaid order is closed; a payment already made at WeChat wins: it is applied and the cancellation
   * refused. A paid order of which nothing has left the house becomes a refund of everything that is left (domain.md 4).
   * @throws Refusal NotFoundError for a foreign order, OrderStateError once it is shipped or over
   */
  (request: { userId: number; orderNo: string; reason: string }): Promise<void>;
}

const PAID_AND_HERE: ReadonlySet<OrderStatus> = new Set(['awaiting_fulfilment', 'ready_for_pickup']);

export default ({ strapi }: { strapi: Core.Strapi }): CancelOrder =>
  async ({ userId, orderNo, reason }) => {
    const order = await findOwnOrder(strapi.db.connection, userId, orderNo);
    if (!order) throw new Refusal('NotFoundError', { orderNo });
    if (PAID_AND_HERE.has(order.state)) {
      await refundEverything(strapi, { userId, order, reason });
      return;
    }
    unwrap(nextOrderStatus(order.state, 'cancel'));
    // Unreachable WeChat does not hold the user up: money that still arrives is sent back automatically.
    await getService(strapi, 'api::payment.settle-open-payments')({ orderId: order.id, mustBeSure: false });
    await getService(
      strapi,
      'api::order.close-order',
    )({ orderId: order.id, event: 'cancel', reason, actorType: 'user' });
  };

async function refundEverything(
  strapi: Core.Strapi,
  { userId, order, reason }: { userId: number; order: OrderRow; reason: string },
): Promise<void> {
  try {
    await getService(
      strapi,
      'api::order.open-after-sale',
    )({
      userId,
      orderNo: order.order_no,
      body: { type: 'refund_only', items: 'all', reason },
      idempotencyKey: null,
      // A parcel may leave while this waits for the order; what is on its way is no longer cancelled.
      onlyIn: PAID_AND_HERE,
    });
  } catch (error) {
    // Everything is being refunded already: a second click, or a case of its own.
    if (isRefusal(error) && error.name === 'RefundAmountError')
      throw new Refusal('OrderStateError', { status: order.state, reason: 'refund_in_progress' });
    throw error;
  }
}
