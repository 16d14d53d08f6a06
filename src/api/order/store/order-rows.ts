import type { Knex } from 'knex';
import type { OrderStatus, OrderType } from '../../../domain/order/types';
import type { Adjustment, LineDiscount } from '../../../domain/pricing/types';
import type { Id } from '../../../domain/shared/id';
import type { Trx } from '../../../platform/database/in-transaction';
import type { StoredInstant } from '../../../platform/database/rows';

export interface OrderRow {
  id: number;
  document_id: string;
  order_no: string;
  type: OrderType;
  state: OrderStatus;
  user_id: number;
  merchant_id: number | null;
  items_amount: number;
  discount_amount: number;
  freight_amount: number;
  pay_amount: number;
  paid_amount: number;
  refunded_amount: number;
  points_used: number;
  points_to_earn: number;
  points_earned: number;
  /** JSON of Adjustment[] */
  adjustments: string | Adjustment[] | null;
  delivery_mode: 'express' | 'community' | 'pickup' | 'none';
  delivery: unknown;
  pickup_point_id: number | null;
  pickup_code: string | null;
  remark: string | null;
  expires_at: StoredInstant;
  paid_at: StoredInstant;
  completed_at: StoredInstant;
  closed_at: StoredInstant;
  close_reason: string | null;
  created_at: StoredInstant;
}

export interface OrderItemRow {
  id: number;
  order_id: number;
  sku_id: number;
  /** Null for goods of the points mall, which are no products; `product_document_id` names the good then. */
  product_id: number | null;
  line_no: number;
  sku_document_id: string;
  product_document_id: string;
  name: string;
  specs: unknown;
  image: string | null;
  price: number;
  quantity: number;
  amount: number;
  /** JSON of LineDiscount[] */
  discounts: string | LineDiscount[] | null;
  paid_amount: number;
  freight_share: number;
  points_used: number;
  points_to_earn: number;
  points_earned: number;
  /** Of the points earned, those that refunds took back. */
  points_reclaimed: number;
  shipped_quantity: number;
  cancelled_quantity: number;
  refunded_quantity: number;
  refunded_amount: number;
}

/** A line's product for rules that are limited to products. What is none is known by an id that no such rule can list. */
export const productIdOf = (item: Pick<OrderItemRow, 'product_id' | 'product_document_id'>): Id =>
  item.product_id ?? item.product_document_id;

/** Locks an order; the first lock of every transaction that touches one. */
export async function lockOrder(trx: Trx, orderId: number): Promise<OrderRow | undefined> {
  return trx('orders').where({ id: orderId }).forUpdate().first<OrderRow | undefined>();
}

/** A user's own order; somebody else's is as good as none. */
export async function findOwnOrder(connection: Knex, userId: number, orderNo: string): Promise<OrderRow | undefined> {
  return connection('orders').where({ order_no: orderNo, user_id: userId }).first<OrderRow | undefined>();
}

/** The lines of several orders in one statement. */
export async function itemsOf(connection: Knex, orderIds: number[]): Promise<OrderItemRow[]> {
  return connection('order_items').whereIn('order_id', orderIds).orderBy(['order_id', 'line_no']);
}
