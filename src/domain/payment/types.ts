import type { Fen } from '../shared/fen';

/** domain.md 5. */
export type PaymentStatus = 'created' | 'prepaid' | 'succeeded' | 'closed' | 'failed';
export type PaymentEvent = 'prepay' | 'succeed' | 'close' | 'fail';

export type RefundStatus = 'created' | 'processing' | 'succeeded' | 'abnormal' | 'closed';
export type RefundEvent = 'submit' | 'succeed' | 'turn_abnormal' | 'close' | 'finish_by_hand';

/** WeChat Pay's trade_state. */
export type TradeState = 'SUCCESS' | 'REFUND' | 'NOTPAY' | 'CLOSED' | 'REVOKED' | 'USERPAYING' | 'PAYERROR' | 'ACCEPT';

/** A WeChat transaction from a verified notification or query. Amount and payer are missing while nothing is paid. */
export interface TransactionFacts {
  readonly appId: string;
  readonly mchId: string;
  readonly outTradeNo: string;
  readonly tradeState: string;
  readonly transactionId?: string | null;
  readonly amountTotal?: number | null;
  readonly currency?: string | null;
  readonly payerOpenid?: string | null;
}

/** What our own payment row and configuration say the transaction must look like. */
export interface ExpectedTransaction {
  readonly appId: string;
  readonly mchId: string;
  readonly outTradeNo: string;
  readonly amount: Fen;
  /** Null: any payer is accepted. */
  readonly payerOpenid: string | null;
}

export type TransactionField =
  'appId' | 'mchId' | 'outTradeNo' | 'transactionId' | 'amountTotal' | 'currency' | 'payerOpenid' | 'tradeState';

export interface TransactionDifference {
  readonly field: TransactionField;
  /** Null: it must not be what it is, whatever else it were. */
  readonly expected: string | number | null;
  readonly actual: string | number | null;
}

export type TransactionVerdict =
  | { readonly kind: 'confirm' }
  | { readonly kind: 'mismatch'; readonly reasons: readonly TransactionDifference[] }
  /** `isFinal`: this number can no longer be paid. */
  | { readonly kind: 'not_paid'; readonly tradeState: string; readonly isFinal: boolean };
