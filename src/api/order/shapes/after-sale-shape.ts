import { fromJson, toIso, type StoredInstant } from '../../../platform/database/rows';
import { type AfterSaleRow, itemsOfCase } from '../store/after-sale-rows';

/** A case with the refund that pays it, if there is one yet. */
export interface CaseWithRefund extends AfterSaleRow {
  refund_state: 'created' | 'processing' | 'succeeded' | 'abnormal' | 'closed' | null;
  refund_amount: number | null;
  refund_succeeded_at: StoredInstant;
}

/** An after-sale case as buyer and shop see it; money in fen. */
export function shapeAfterSale(row: CaseWithRefund) {
  return {
    afterSaleNo: row.after_sale_no,
    orderNo: row.order_no,
    type: row.type,
    status: row.state,
    items: itemsOfCase(row).map(({ skuId, name, image, quantity, amount }) => ({
      skuId,
      name,
      image,
      quantity,
      amount,
    })),
    amount: row.amount,
    freightAmount: row.freight_amount,
    reason: row.reason,
    images: fromJson<string[]>(row.images) ?? [],
    createdAt: toIso(row.created_at),
    decidedAt: toIso(row.decided_at),
    decisionNote: row.decision_note,
    returnShipment:
      row.return_carrier && row.return_tracking_no
        ? { carrier: row.return_carrier, trackingNo: row.return_tracking_no, shippedAt: toIso(row.return_shipped_at) }
        : null,
    receivedAt: toIso(row.received_at),
    dueAt: toIso(row.due_at),
    refund: shapeRefund(row),
  };
}

function shapeRefund(row: CaseWithRefund) {
  if (row.refund_state)
    return {
      status: row.refund_state,
      amount: row.refund_amount ?? row.amount,
      succeededAt: toIso(row.refund_succeeded_at),
    };
  // Nothing had been paid for it, so there was nothing to send.
  if (row.refunded_at) return { status: 'succeeded' as const, amount: 0, succeededAt: toIso(row.refunded_at) };
  return null;
}
