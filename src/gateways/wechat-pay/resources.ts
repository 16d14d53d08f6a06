import { z } from 'zod';
import { NotificationRejectedError } from './errors';
import { fenAmount, known, optionalFen, optionalText, optionalTime, requiredText } from './wire-values';

const TRADE_STATES = [
  'SUCCESS',
  'REFUND',
  'NOTPAY',
  'CLOSED',
  'REVOKED',
  'USERPAYING',
  'PAYERROR',
  'ACCEPT',
  'UNKNOWN',
] as const;
const REFUND_STATUSES = ['PROCESSING', 'SUCCESS', 'CLOSED', 'ABNORMAL', 'UNKNOWN'] as const;

/** `UNKNOWN` stands for a value WeChat has added since; it must never be taken for paid or for closed. */
export type TradeState = (typeof TRADE_STATES)[number];
/** `UNKNOWN` stands for a value WeChat has added since; only `CLOSED` justifies a new refund number. */
export type RefundStatus = (typeof REFUND_STATUSES)[number];

/** A payment as WeChat Pay sees it; identical in queries and notifications. Absent values are `null`. */
export interface PaymentState {
  appId: string;
  mchId: string;
  outTradeNo: string;
  transactionId: string | null;
  tradeState: TradeState;
  tradeType: string | null;
  bankType: string | null;
  attach: string | null;
  successTime: Date | null;
  payerOpenid: string | null;
  /** The order's amount: the one to compare with our own record. */
  amountFen: number;
  /** What the buyer really paid after WeChat coupons. */
  payerAmountFen: number | null;
  currency: string | null;
}

export interface RefundState {
  /** Present in notifications only. */
  mchId: string | null;
  outRefundNo: string;
  refundId: string;
  outTradeNo: string;
  transactionId: string | null;
  status: RefundStatus;
  refundFen: number;
  totalFen: number;
  payerRefundFen: number | null;
  successTime: Date | null;
  createTime: Date | null;
  channel: string | null;
  /** Masked account text for the buyer, e.g. a bank name and four digits. */
  receivedAccount: string | null;
}

const paymentSchema = z
  .object({
    appid: requiredText,
    mchid: requiredText,
    out_trade_no: requiredText,
    transaction_id: optionalText,
    trade_state: known(TRADE_STATES),
    trade_type: optionalText,
    bank_type: optionalText,
    attach: optionalText,
    success_time: optionalTime,
    payer: z.object({ openid: optionalText }).nullish(),
    amount: z.object({ total: fenAmount, payer_total: optionalFen, currency: optionalText }),
  })
  .transform((raw): PaymentState => ({
    appId: raw.appid,
    mchId: raw.mchid,
    outTradeNo: raw.out_trade_no,
    transactionId: raw.transaction_id,
    tradeState: raw.trade_state,
    tradeType: raw.trade_type,
    bankType: raw.bank_type,
    attach: raw.attach,
    successTime: raw.success_time,
    payerOpenid: raw.payer?.openid ?? null,
    amountFen: raw.amount.total,
    payerAmountFen: raw.amount.payer_total,
    currency: raw.amount.currency,
  }));

const refundSchema = z
  .object({
    mchid: optionalText,
    out_refund_no: requiredText,
    refund_id: requiredText,
    out_trade_no: requiredText,
    transaction_id: optionalText,
    // The API says `status`, its notification says `refund_status`.
    status: optionalText,
    refund_status: optionalText,
    success_time: optionalTime,
    create_time: optionalTime,
    channel: optionalText,
    user_received_account: optionalText,
    amount: z.object({ total: fenAmount, refund: fenAmount, payer_refund: optionalFen }),
  })
  .refine((raw) => raw.status !== null || raw.refund_status !== null, 'neither status nor refund_status')
  .transform((raw): RefundState => ({
    mchId: raw.mchid,
    outRefundNo: raw.out_refund_no,
    refundId: raw.refund_id,
    outTradeNo: raw.out_trade_no,
    transactionId: raw.transaction_id,
    status: REFUND_STATUSES.find((status) => status === (raw.refund_status ?? raw.status)) ?? 'UNKNOWN',
    refundFen: raw.amount.refund,
    totalFen: raw.amount.total,
    payerRefundFen: raw.amount.payer_refund,
    successTime: raw.success_time,
    createTime: raw.create_time,
    channel: raw.channel,
    receivedAccount: raw.user_received_account,
  }));

/** `null` when the object is no payment. */
export function parsePayment(resource: unknown): PaymentState | null {
  return paymentSchema.safeParse(resource).data ?? null;
}

/** `null` when the object is no refund. */
export function parseRefund(resource: unknown): RefundState | null {
  return refundSchema.safeParse(resource).data ?? null;
}

/** Reads the resource of a `transaction` notification; throws `NotificationRejectedError` (`format`). */
export function readPaymentResource(resource: unknown): PaymentState {
  const payment = parsePayment(resource);
  if (payment) return payment;
  throw new NotificationRejectedError('format', 'The notification does not hold a readable payment.');
}

/** Reads the resource of a `refund` notification; throws `NotificationRejectedError` (`format`). */
export function readRefundResource(resource: unknown): RefundState {
  const refund = parseRefund(resource);
  if (refund) return refund;
  throw new NotificationRejectedError('format', 'The notification does not hold a readable refund.');
}
