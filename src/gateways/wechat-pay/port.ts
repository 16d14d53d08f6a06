import type { ProfitSharingPort } from './profit-sharing-port';
import type { PaymentState, RefundState } from './resources';
import type { TransferPort } from './transfer-port';

export { NotificationRejectedError, WechatPayError } from './errors';
export type { NotificationRejection, VerificationFailure, WechatPayErrorKind } from './errors';
export type * from './profit-sharing-port';
export type * from './transfer-port';
export type { PaymentState, RefundState, RefundStatus, TradeState } from './resources';

export interface PrepayRequest {
  /** 6–32 characters of `[0-9A-Za-z_-]`, unique for the merchant for ever. */
  outTradeNo: string;
  /** Shown in the buyer's bill; cut to WeChat's 127 characters. */
  description: string;
  amountFen: number;
  payerOpenid: string;
  /** Last moment the buyer may pay. It must stay the same on every repetition for one outTradeNo. */
  expiresAt: Date;
  /** Absolute http(s) URL without a query string. */
  notifyUrl: string;
  /** At most 128 characters, returned in queries and notifications. */
  attach?: string;
  clientIp?: string;
  /** Must be set here for a later split; it freezes the funds until split or unfrozen. */
  isProfitSharing?: boolean;
}

/** What the mini-program hands to `wx.requestPayment`. */
export interface PayParams {
  timeStamp: string;
  nonceStr: string;
  package: string;
  signType: 'RSA';
  paySign: string;
}

export interface RefundRequest {
  /** 6–64 characters of `[0-9A-Za-z_-]`. The same number is the same refund; a new number pays a second time. */
  outRefundNo: string;
  outTradeNo: string;
  /** Names the payment when known; otherwise outTradeNo does. */
  transactionId?: string;
  refundFen: number;
  /** The original amount of the payment. */
  totalFen: number;
  /** Cut to WeChat's 80 characters. */
  reason?: string;
  notifyUrl?: string;
}

export interface AbnormalRefundRequest {
  /** WeChat's number of a refund in state `ABNORMAL`, and ours. */
  refundId: string;
  outRefundNo: string;
  /** To another card of the buyer, whose details are needed, or to the merchant's own for a payment by hand. */
  type: 'USER_BANK_CARD' | 'MERCHANT_BANK_CARD';
  /** WeChat's code of the bank, e.g. `ICBC_DEBIT`; must fit the card. */
  bankType?: string;
  /** Sent encrypted. */
  bankAccount?: string;
  /** Sent encrypted. */
  realName?: string;
}

export interface BillRequest {
  /** `trade`: payments and refunds; `fund_flow`: every movement of the merchant's basic account. */
  kind: 'trade' | 'fund_flow';
  /** A day in Beijing, `YYYY-MM-DD`. WeChat Pay has it from 10:00 on the next day and keeps it for three months. */
  date: string;
}

export interface SignedCallback {
  headers: Record<string, string | string[] | undefined>;
  /** The bytes as received. A re-serialised body cannot be verified. */
  rawBody: string | Buffer;
}

export interface WechatPayNotification {
  /** The same for every repetition of one notification. */
  id: string;
  /** What the resource should be read as; `other` is acknowledged and left alone. */
  kind: 'payment' | 'refund' | 'transfer' | 'profit_sharing' | 'other';
  /** e.g. `TRANSACTION.SUCCESS`, `REFUND.ABNORMAL`; a hint only, decide by the resource. */
  eventType: string;
  /** e.g. `transaction`, `refund`; empty when WeChat leaves it out. */
  originalType: string;
  /** RFC 3339, as sent. */
  createTime: string;
  summary: string;
  /** The decrypted and authenticated object; read it with the `read…Resource` of its kind. */
  resource: unknown;
}

/**
 * WeChat Pay API v3 for a direct merchant. Calls reject with `WechatPayError`; input that can never be valid
 * rejects with a `RangeError` before anything is sent.
 */
export interface WechatPayPort extends ProfitSharingPort, TransferPort {
  readonly identity: { readonly appId: string; readonly mchId: string };

  /** Creates or repeats the prepay. Repetition needs identical parameters. */
  prepay(request: PrepayRequest): Promise<{ prepayId: string }>;

  /** Signs a prepay (valid for 2 h) for the mini-program. */
  payParams(prepayId: string): PayParams;

  /** `null` only when WeChat Pay itself says, under a valid signature, that the order does not exist. */
  queryPayment(outTradeNo: string): Promise<PaymentState | null>;

  /** `paid` means the buyer was faster. An order WeChat Pay provably never saw counts as closed. */
  closePayment(outTradeNo: string): Promise<'closed' | 'paid'>;

  /** The answer means accepted; the money has moved only when the status is `SUCCESS`. */
  requestRefund(request: RefundRequest): Promise<RefundState>;

  /** `null` only when WeChat Pay itself says, under a valid signature, that the refund does not exist. */
  queryRefund(outRefundNo: string): Promise<RefundState | null>;

  /** Gives an `ABNORMAL` refund another way to go; it is `PROCESSING` again afterwards. */
  applyAbnormalRefund(request: AbnormalRefundRequest): Promise<RefundState>;

  /**
   * The uncompressed bytes of a day's bill, to be read once and within five minutes; `null` when WeChat Pay itself
   * says, under a valid signature, that nothing moved on a day whose bills are out. A bill that is still being made
   * rejects with a retryable error. The download is not signed: what is read counts only once the iteration has ended
   * without an error, because the hash is compared, and `WechatPayError` thrown, at its end. The signed answer does not
   * say which day it is about, so the reader checks the days in the lines.
   */
  openBill(request: BillRequest): Promise<AsyncIterable<Buffer> | null>;

  /** Verifies and decrypts a callback; rejects with `NotificationRejectedError`. */
  readNotification(callback: SignedCallback): Promise<WechatPayNotification>;

  /** Throws `NotificationRejectedError` (`format`) when the object is no payment. */
  readPaymentResource(resource: unknown): PaymentState;

  /** Throws `NotificationRejectedError` (`format`) when the object is no refund. */
  readRefundResource(resource: unknown): RefundState;
}
