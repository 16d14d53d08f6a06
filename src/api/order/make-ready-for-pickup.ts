import type { Core } from '@strapi/strapi';
import { nextOrderStatus } from '../../domain/order/order-states';
import { writeAudit } from '../../platform/audit';
import type { Trx } from '../../platform/database/in-transaction';
import { unwrap } from '../../platform/errors/unwrap';
import { appendEvent } from '../../platform/events/outbox';
import type { Operator } from './store/fulfilment';
import { writeLog } from './store/order-log';
import type { OrderRow } from './store/order-rows';

declare module '../../platform/events/outbox' {
  interface Events {
    /** `isHandedOver`: in the same moment, so that nobody need be asked to come. */
    'order.ready_for_pickup': { orderNo: string; userId: number; isHandedOver: boolean };
  }
}

export interface Preparation {
  /** Locked in this transaction. */
  order: OrderRow;
  operator: Operator;
  /** The customer has them in his hands already. */
  isHandedOver: boolean;
  at: Date;
}

/**
 * Notes that the goods of an order lie ready at the pickup point, inside the transaction of the deed: state, logs and event.
 * @returns the order as it is then
 * @throws Refusal OrderStateError unless it is paid and nothing was handed over
 */
export async function makeReadyForPickup(
  strapi: Core.Strapi,
  trx: Trx,
  { order, operator, isHandedOver, at }: Preparation,
): Promise<OrderRow> {
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
  const { order_no: orderNo, user_id: userId } = order;
  await appendEvent(strapi, trx, {
    name: 'order.ready_for_pickup',
    aggregateId: orderNo,
    payload: { orderNo, userId, isHandedOver },
    at,
  });
  return { ...order, state };
}
