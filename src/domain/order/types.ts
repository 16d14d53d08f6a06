/** domain.md 4. */
export type OrderType = 'goods' | 'group_buy' | 'flash_sale' | 'scan' | 'points';

export const ORDER_STATUSES = [
  'pending_payment',
  'awaiting_group',
  'awaiting_fulfilment',
  'shipped',
  'ready_for_pickup',
  'completed',
  'closed',
  'refunded',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** What a payment does to the order that waits for it; which of the three applies is decided by `paymentEventOf`. */
export type OrderPaymentEvent = 'pay' | 'pay_into_group' | 'pay_and_complete';

export type OrderEvent =
  | OrderPaymentEvent
  | 'group_complete'
  | 'prepare_pickup'
  | 'ship'
  | 'verify_pickup'
  | 'receive'
  | 'auto_complete'
  | 'cancel'
  | 'expire'
  | 'reject'
  | 'refund_all';

export type ProductKind = 'physical' | 'virtual' | 'service';

export type DeliveryMode = 'express' | 'community' | 'pickup' | 'none';
