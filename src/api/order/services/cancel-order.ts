import type { Core } from '@strapi/strapi';
import { nextOrderStatus } from '../../../domain/order/order-states';
import { Refusal } from '../../../platform/errors/refusal';
import { unwrap } from '../../../platform/errors/unwrap';
import { getService } from '../../../platform/get-service';
import { findOwnOrder } from '../store/order-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::order.cancel-order': CancelOrder;
  }
}

export interface CancelOrder {
  /**
   * A user's cancellation of an unpaid order. A payment already made at WeChat wins: it is applied and the cancellation refused.
   * @throws Refusal NotFoundError for a foreign order, OrderStateError once paid or closed
   */
  (request: { userId: number; orderNo: string; reason: string }): Promise<void>;
}

export default ({ strapi }: { strapi: Core.Strapi }): CancelOrder =>
  async ({ userId, orderNo, reason }) => {
    const order = await findOwnOrder(strapi.db.connection, userId, orderNo);
    if (!order) throw new Refusal('NotFoundError', { orderNo });
    unwrap(nextOrderStatus(order.state, 'cancel'));
    // Unreachable WeChat does not hold the user up: money that still arrives is sent back automatically.
    await getService(strapi, 'api::payment.settle-open-payments')({ orderId: order.id, mustBeSure: false });
    await getService(
      strapi,
      'api::order.close-order',
    )({ orderId: order.id, event: 'cancel', reason, actorType: 'user' });
  };
