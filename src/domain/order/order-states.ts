import type { Refusal } from '../shared/refusal';
import { refuse } from '../shared/refusal';
import type { Result } from '../shared/result';
import { err } from '../shared/result';
import type { TransitionTable } from '../shared/state-machine';
import { transition } from '../shared/state-machine';
import type { OrderEvent, OrderStatus } from './types';

/** The life of an order (domain.md 4). Every pair that is not listed is refused. */
export const ORDER_TRANSITIONS: TransitionTable<OrderStatus, OrderEvent> = {
  pending_payment: {
    pay: 'awaiting_fulfilment',
    pay_into_group: 'awaiting_group',
    pay_and_complete: 'completed',
    cancel: 'closed',
    expire: 'closed',
    reject: 'closed',
  },
  awaiting_group: {
    group_complete: 'awaiting_fulfilment',
    refund_all: 'refunded',
  },
  awaiting_fulfilment: {
    prepare_pickup: 'ready_for_pickup',
    ship: 'shipped',
    refund_all: 'refunded',
  },
  shipped: {
    // A further parcel of a partial shipment; whether items are left to ship is checked by quantities.
    ship: 'shipped',
    receive: 'completed',
    auto_complete: 'completed',
    refund_all: 'refunded',
  },
  ready_for_pickup: {
    verify_pickup: 'completed',
    refund_all: 'refunded',
  },
  completed: {
    refund_all: 'refunded',
  },
  closed: {},
  refunded: {},
};

/** The status an event leads to, or 1101 with `details.status` and `details.event`. */
export function nextOrderStatus(
  status: OrderStatus,
  event: OrderEvent,
): Result<OrderStatus, Refusal<'OrderStateError'>> {
  const next = transition(ORDER_TRANSITIONS, status, event);
  return next.ok ? next : err(refuse('OrderStateError', { status, event }));
}
