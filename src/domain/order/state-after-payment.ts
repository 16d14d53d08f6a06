import type { DeliveryMode, OrderPaymentEvent, OrderStatus, OrderType, ProductKind } from './types';

/** What decides where a paid order goes. `productKinds`: the kinds of its lines; empty for scan orders. */
export interface PaidOrderFacts {
  readonly type: OrderType;
  readonly productKinds: readonly ProductKind[];
}

const STATUS_BY_EVENT: Readonly<Record<OrderPaymentEvent, OrderStatus>> = {
  pay: 'awaiting_fulfilment',
  pay_into_group: 'awaiting_group',
  pay_and_complete: 'completed',
};

/**
 * The event a payment is for this order (domain.md 4): a group order waits for its group, an order with nothing to hand
 * over is complete at once, everything else – pickup included, which must be prepared first – waits for fulfilment.
 */
export function paymentEventOf(order: PaidOrderFacts): OrderPaymentEvent {
  if (order.type === 'group_buy') return 'pay_into_group';
  if (order.type === 'scan') return 'pay_and_complete';
  const isVirtualOnly = order.productKinds.length > 0 && order.productKinds.every((kind) => kind === 'virtual');
  return isVirtualOnly ? 'pay_and_complete' : 'pay';
}

/** What the goods of an order are that are no product of the catalogue, as those of the points mall: told by their way to the buyer. */
export const kindByDelivery = (mode: DeliveryMode): ProductKind => (mode === 'none' ? 'virtual' : 'physical');

/** The status of an order once it is paid. Agrees with the transition table. */
export function stateAfterPayment(order: PaidOrderFacts): OrderStatus {
  return STATUS_BY_EVENT[paymentEventOf(order)];
}
