import type { Adjustment, LineDiscount } from '../../../domain/pricing/types';
import { fromJson, toIso } from '../../../platform/database/rows';
import type { KeyRing } from '../../../platform/security/encryption';
import type { LogRow } from '../store/order-log';
import type { OrderItemRow, OrderRow } from '../store/order-rows';
import type { ShipmentRow } from '../store/shipments';
import { shapeShipment } from './shipment-shape';
import type { shapeAfterSale } from './after-sale-shape';
import { explainItem, shapeTimelineEntry } from './order-story';

export interface OrderParts {
  order: OrderRow & { merchant_document_id: string | null; merchant_name: string | null };
  items: OrderItemRow[];
  /** An order that was only just placed has none. */
  shipments?: ShipmentRow[];
  /** Left out of lists. */
  timeline?: LogRow[];
  /** An order that was only just placed has none. */
  afterSales?: ReturnType<typeof shapeAfterSale>[];
}

/** An order as its owner sees it; money in fen. */
export function shapeOrder(parts: OrderParts, keyRing: KeyRing) {
  const { order, items, shipments = [], timeline, afterSales = [] } = parts;
  return {
    orderNo: order.order_no,
    type: order.type,
    status: order.state,
    items: items.map((item) => ({ ...shapeItem(item), priceExplanation: explainItem(item, order.adjustments) })),
    adjustments: fromJson<Adjustment[]>(order.adjustments) ?? [],
    itemsAmount: order.items_amount,
    freightAmount: order.freight_amount,
    payAmount: order.pay_amount,
    paidAmount: order.paid_amount,
    refundedAmount: order.refunded_amount,
    pointsUsed: order.points_used,
    pointsToEarn: order.points_to_earn,
    pointsEarned: order.points_earned,
    createdAt: toIso(order.created_at),
    expiresAt: order.state === 'pending_payment' ? toIso(order.expires_at) : null,
    paidAt: toIso(order.paid_at),
    closedAt: toIso(order.closed_at),
    remark: order.remark,
    delivery: { mode: order.delivery_mode, ...shapeDestination(order.delivery, keyRing) },
    pickupCode: order.pickup_code,
    merchant: order.merchant_document_id
      ? { documentId: order.merchant_document_id, name: order.merchant_name ?? '' }
      : null,
    group: null,
    shipments: shipments.map(shapeShipment),
    ...(timeline
      ? {
          timeline: timeline.map(shapeTimelineEntry),
        }
      : {}),
    afterSales,
  };
}

function shapeItem(item: OrderItemRow) {
  return {
    skuId: item.sku_document_id,
    productId: item.product_document_id,
    name: item.name,
    specs: fromJson<Record<string, string>>(item.specs) ?? {},
    image: item.image,
    price: item.price,
    quantity: item.quantity,
    amount: item.amount,
    discounts: fromJson<LineDiscount[]>(item.discounts) ?? [],
    paidAmount: item.paid_amount,
    pointsUsed: item.points_used,
    pointsEarned: item.points_earned,
    refundedQuantity: item.refunded_quantity,
    refundedAmount: item.refunded_amount,
  };
}

/** The owner sees the whole phone number; in the row it stays encrypted. */
function shapeDestination(stored: unknown, keyRing: KeyRing): Record<string, unknown> {
  const { phoneCipher, ...rest } = fromJson<Record<string, unknown>>(stored) ?? {};
  return typeof phoneCipher === 'string' ? { ...rest, phone: keyRing.decrypt(phoneCipher) } : rest;
}
