import { explainPrice } from '../../../domain/order/explain-price';
import { timelineTitle } from '../../../domain/order/timeline-title';
import type { Adjustment, LineDiscount } from '../../../domain/pricing/types';
import { fen } from '../../../domain/shared/fen';
import { fromJson, toIso } from '../../../platform/database/rows';
import type { LogRow } from '../store/order-log';
import type { OrderItemRow } from '../store/order-rows';

/** Something that happened to an order, with a title for people. */
export const shapeTimelineEntry = (log: LogRow) => ({
  event: log.event,
  title: timelineTitle(log.event, log.to_state),
  status: log.to_state,
  at: toIso(log.created_at),
  note: log.note,
});

/** How the price of a line came about. @param storedAdjustments of its order */
export const explainItem = (item: OrderItemRow, storedAdjustments: unknown) =>
  explainPrice(
    {
      price: fen(item.price),
      quantity: item.quantity,
      discounts: fromJson<LineDiscount[]>(item.discounts) ?? [],
      pointsUsed: item.points_used,
      paidAmount: fen(item.paid_amount),
      refundedQuantity: item.refunded_quantity,
      refundedAmount: fen(item.refunded_amount),
    },
    fromJson<Adjustment[]>(storedAdjustments) ?? [],
  );
