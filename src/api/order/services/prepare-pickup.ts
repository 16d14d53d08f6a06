import type { Core } from '@strapi/strapi';
import { restOf } from '../../../domain/order/handover';
import { now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import { makeReadyForPickup } from '../make-ready-for-pickup';
import { type FulfilmentScope, handoverLinesOf, lockScopedOrder, type Operator } from '../store/fulfilment';
import type { OrderRow } from '../store/order-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::order.prepare-pickup': PreparePickup;
  }
}

export interface PreparePickup {
  /**
   * The goods lie at the pickup point: the customer may come.
   * @throws Refusal NotFoundError outside the scope; OrderStateError unless a paid order waits to be picked up
   */
  (request: { orderNo: string; scope: FulfilmentScope; operator: Operator }): Promise<void>;
}

export default ({ strapi }: { strapi: Core.Strapi }): PreparePickup =>
  ({ orderNo, scope, operator }) =>
    inTransaction(strapi, async (trx) => {
      const at = now(strapi);
      const order = await lockScopedOrder(trx, orderNo, scope);
      await assertCanWait(trx, order);
      await makeReadyForPickup(strapi, trx, { order, operator, isHandedOver: false, at });
    });

async function assertCanWait(trx: Trx, order: OrderRow): Promise<void> {
  if (order.delivery_mode !== 'pickup')
    throw new Refusal('OrderStateError', { status: order.state, reason: 'not_pickup' });
  if (restOf(await handoverLinesOf(trx, order.id)).length === 0)
    throw new Refusal('OrderStateError', { status: order.state, reason: 'nothing_left' });
}
