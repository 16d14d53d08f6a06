import type { OrderStatus } from '../../../domain/order/types';
import type { KeyRing } from '../../../platform/security/encryption';
import type { OrderItemRow } from '../store/order-rows';
import { type OrderParts, shapeOrder } from './order-shape';

/** As long as the goods are not with the customer, somebody may have to call. */
const ON_THE_WAY: ReadonlySet<OrderStatus> = new Set(['awaiting_fulfilment', 'shipped']);

export interface MerchantOrderParts extends OrderParts {
  /** Lists show masked phone numbers only. */
  isDetail: boolean;
}

/** An order as the staff of its merchant see it; money in fen. */
export function shapeMerchantOrder({ isDetail, ...parts }: MerchantOrderParts, keyRing: KeyRing) {
  const { pickupCode: _secret, items, delivery, ...shaped } = shapeOrder(parts, keyRing);
  const { phone, ...place } = delivery as Record<string, unknown>;
  const isNeeded = isDetail && phone !== undefined && ON_THE_WAY.has(parts.order.state);
  return {
    ...shaped,
    items: items.map((item, index) => ({ ...item, ...handoverOf(parts.items[index]) })),
    delivery: isNeeded ? { ...place, phone } : place,
  };
}

const handoverOf = (row: OrderItemRow | undefined) => ({
  shippedQuantity: row?.shipped_quantity ?? 0,
  cancelledQuantity: row?.cancelled_quantity ?? 0,
});
