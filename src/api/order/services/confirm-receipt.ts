import type { Core } from '@strapi/strapi';
import { isHandedOver } from '../../../domain/order/handover';
import { now } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import { getService } from '../../../platform/get-service';
import { handoverLinesOf } from '../store/fulfilment';
import { findOwnOrder, lockOrder } from '../store/order-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::order.confirm-receipt': ConfirmReceipt;
  }
}

export interface ConfirmReceipt {
  /**
   * The customer says that everything has arrived.
   * @throws Refusal NotFoundError for a foreign order; OrderStateError unless everything was sent
   */
  (request: { userId: number; orderNo: string }): Promise<void>;
}

export default ({ strapi }: { strapi: Core.Strapi }): ConfirmReceipt =>
  async ({ userId, orderNo }) => {
    const own = await findOwnOrder(strapi.db.connection, userId, orderNo);
    if (!own) throw new Refusal('NotFoundError', { orderNo });
    await inTransaction(strapi, async (trx) => {
      const order = await lockOrder(trx, own.id);
      if (!order) throw new Error(`order ${orderNo} does not exist`);
      const isOnlyPartlySent = order.state === 'shipped' && !isHandedOver(await handoverLinesOf(trx, order.id));
      if (isOnlyPartlySent) throw new Refusal('OrderStateError', { status: order.state, reason: 'not_all_shipped' });
      await getService(strapi, 'api::order.complete-order')(trx, {
        order,
        event: 'receive',
        actorType: 'user',
        at: now(strapi),
      });
    });
  };
