import type { Knex } from 'knex';
import type { PaymentStatus, RefundStatus } from '../../../domain/payment/types';
import type { Trx } from '../../../platform/database/in-transaction';
import { columnsOf, type StoredInstant } from '../../../platform/database/rows';

export interface PaymentRow {
  id: number;
  order_id: number;
  order_no: string;
  out_trade_no: string;
  amount: number;
  state: PaymentStatus;
  method: 'wechat' | 'zero';
  payer_openid: string;
  prepay_id: string | null;
  prepay_expires_at: StoredInstant;
  transaction_id: string | null;
  paid_at: StoredInstant;
  description: string;
  /** Fields in which WeChat's transaction differs from ours; nothing was marked paid. */
  flag: string | null;
  query_attempts: number;
  refunding_amount: number;
  refunded_amount: number;
  refund_sent_at: StoredInstant;
  /** Frozen at WeChat until it is shared with the merchant or given free; null in payments from before there was sharing. */
  shares_profit: boolean | number | null;
  /** What the shop keeps of it, in basis points; null when it is no merchant's. */
  commission_bps: number | null;
}

const PAYMENT = columnsOf<PaymentRow>({
  id: true,
  order_id: true,
  order_no: true,
  out_trade_no: true,
  amount: true,
  state: true,
  method: true,
  payer_openid: true,
  prepay_id: true,
  prepay_expires_at: true,
  transaction_id: true,
  paid_at: true,
  description: true,
  flag: true,
  query_attempts: true,
  refunding_amount: true,
  refunded_amount: true,
  refund_sent_at: true,
  shares_profit: true,
  commission_bps: true,
});

export interface RefundRow {
  id: number;
  document_id: string;
  payment_id: number;
  order_id: number;
  order_no: string;
  out_refund_no: string;
  amount: number;
  reason: 'late_payment' | 'surplus_payment' | 'after_sale';
  state: RefundStatus;
  /** The case it pays; null for money that never belonged to an order. */
  after_sale_no: string | null;
  attempts: number;
  last_error_code: string | null;
  /** The member of staff who paid it in another way. */
  finished_by: string | null;
}

/** The payment of an order that can still be paid; at most one exists. */
export async function findOpenPayment(connection: Knex, orderId: number): Promise<PaymentRow | undefined> {
  return connection('payments')
    .where({ order_id: orderId })
    .whereIn('state', ['created', 'prepaid'])
    .first<PaymentRow | undefined>(connection.raw(PAYMENT));
}

export async function findPayment(connection: Knex, outTradeNo: string): Promise<PaymentRow | undefined> {
  return connection('payments')
    .where({ out_trade_no: outTradeNo })
    .first<PaymentRow | undefined>(connection.raw(PAYMENT));
}

/** All payments of an order, locked; call with the order locked. */
export async function lockPayments(trx: Trx, orderId: number): Promise<PaymentRow[]> {
  return trx('payments').where({ order_id: orderId }).orderBy('id').forUpdate().select<PaymentRow[]>(trx.raw(PAYMENT));
}
