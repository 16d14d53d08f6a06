import type { Core } from '@strapi/strapi';
import { restOf } from '../../../domain/order/handover';
import { nextOrderStatus } from '../../../domain/order/order-states';
import { writeAudit } from '../../../platform/audit';
import { now } from '../../../platform/container';
import { inTransaction, type Trx } from '../../../platform/database/in-transaction';
import { Refusal } from '../../../platform/errors/refusal';
import { unwrap } from '../../../platform/errors/unwrap';
import { appendEvent } from '../../../platform/events/outbox';
import { type FulfilmentScope, handoverLinesOf, lockScopedOrder, type Operator } from '../store/fulfilment';
import { writeLog } from '../store/order-log';
import type { OrderRow } from '../store/order-rows';

declare module '../../../platform/get-service' {
  interface Services {
    'api::order.prepare-pickup': PreparePickup;
  }
}
declare module '../../../platform/events/outbox' {
  interface Events {
    'order.ready_for_pickup': { orderNo: string; userId: number };
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
      const state = unwrap(nextOrderStatus(order.state, 'prepare_pickup'));
      await trx('orders').where({ id: order.id }).update({ state, updated_at: at });
      const actor = operator.name;
      await writeLog(trx, {
        order,
        event: 'prepare_pickup',
        from: order.state,
        to: state,
        actorType: 'staff',
        actor,
        at,
      });
      await writeAudit(strapi, trx, {
        actorType: operator.type,
        actor,
        action: 'order.prepare-pickup',
        subject: 'api::order.order',
        subjectId: order.document_id,
        before: { status: order.state },
        after: { status: state },
        at,
      });
      await appendEvent(strapi, trx, {
        name: 'order.ready_for_pickup',
        aggregateId: orderNo,
        payload: { orderNo, userId: order.user_id },
        at,
      });
    });

async function assertCanWait(trx: Trx, order: OrderRow): Promise<void> {
  if (order.delivery_mode !== 'pickup')
    throw new Refusal('OrderStateError', { status: order.state, reason: 'not_pickup' });
  if (restOf(await handoverLinesOf(trx, order.id)).length === 0)
    throw new Refusal('OrderStateError', { status: order.state, reason: 'nothing_left' });
}
