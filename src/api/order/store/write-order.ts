import type { OrderType } from '../../../domain/order/types';
import type { PricedOrder } from '../../../domain/pricing/types';
import { negateFen, sumFen } from '../../../domain/shared/fen';
import type { Trx } from '../../../platform/database/in-transaction';
import { newRow } from '../../../platform/database/rows';
import type { Destination } from './destination';
import type { OrderItemRow, OrderRow } from './order-rows';

/** What stands on a line whatever becomes of the catalogue. */
export interface OrderedSku {
  skuId: number;
  skuDocumentId: string;
  /** Null for goods of the points mall, which are no products; the document id is the good's then. */
  productId: number | null;
  productDocumentId: string;
  name: string;
  specs: Record<string, string>;
  image: string | null;
}

export interface NewOrder {
  orderNo: string;
  type: OrderType;
  userId: number;
  merchantId: number | null;
  paymentCodeId?: number;
  price: PricedOrder;
  /** Parallel to the price's lines; empty for scan orders, which have no goods. */
  skus: OrderedSku[];
  destination: Destination;
  remark: string | null;
  clientIp: string | null;
  at: Date;
  expiresAt: Date;
}

export interface WrittenOrder {
  order: OrderRow;
  items: OrderItemRow[];
}

/**
 * Writes an order and its lines as they are priced now; later changes of the catalogue do not reach them.
 * Returns the rows as they are stored, so that nobody has to read them back.
 */
export async function writeOrder(trx: Trx, order: NewOrder): Promise<WrittenOrder> {
  const { price, destination, at } = order;
  const rows = (await trx('orders')
    .insert({
      ...newRow(at),
      order_no: order.orderNo,
      type: order.type,
      state: 'pending_payment',
      user_id: order.userId,
      merchant_id: order.merchantId,
      payment_code_id: order.paymentCodeId ?? null,
      items_amount: price.itemsAmount,
      discount_amount: negateFen(sumFen(price.adjustments.map(({ amount }) => amount))),
      freight_amount: price.freightAmount,
      pay_amount: price.payAmount,
      paid_amount: 0,
      refunded_amount: 0,
      points_used: price.pointsUsed,
      points_to_earn: price.pointsToEarn,
      points_earned: 0,
      growth_earned: 0,
      adjustments: JSON.stringify(price.adjustments),
      delivery_mode: destination.mode,
      delivery: JSON.stringify(destination.snapshot),
      pickup_point_id: destination.pickupPointId,
      remark: order.remark,
      client_ip: order.clientIp,
      expires_at: order.expiresAt,
      close_due_at: order.expiresAt,
    })
    .returning('*')) as OrderRow[];
  const [row] = rows;
  if (!row) throw new Error('an order was not written');
  return { order: row, items: order.skus.length > 0 ? await writeItems(trx, row.id, order) : [] };
}

async function writeItems(trx: Trx, orderId: number, { price, skus, at }: NewOrder): Promise<OrderItemRow[]> {
  const items = skus.map((sku, index) => {
    const line = price.lines[index];
    if (!line) throw new Error('every SKU needs its priced line');
    return {
      ...newRow(at),
      order_id: orderId,
      sku_id: sku.skuId,
      product_id: sku.productId,
      line_no: index + 1,
      sku_document_id: sku.skuDocumentId,
      product_document_id: sku.productDocumentId,
      name: sku.name,
      specs: JSON.stringify(sku.specs),
      image: sku.image,
      price: line.unitPrice,
      quantity: line.quantity,
      amount: line.amount,
      discounts: JSON.stringify(line.discounts),
      paid_amount: line.paidAmount,
      freight_share: line.freightShare,
      points_used: line.pointsUsed,
      points_to_earn: line.pointsToEarn,
      points_earned: 0,
      points_reclaimed: 0,
      shipped_quantity: 0,
      cancelled_quantity: 0,
      refunded_quantity: 0,
      refunded_amount: 0,
    };
  });
  return trx('order_items').insert(items).returning<OrderItemRow[]>('*');
}
