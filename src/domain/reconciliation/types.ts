import type { Fen } from '../shared/fen';

export type LineKind = 'payment' | 'refund';

/** A row of WeChat's trade bill in our words. */
export interface TradeLine {
  readonly kind: LineKind;
  /** What the row is known by on both sides: outTradeNo of a payment, outRefundNo of a refund. */
  readonly number: string;
  readonly outTradeNo: string;
  readonly transactionId: string;
  readonly outRefundNo: string | null;
  readonly refundId: string | null;
  /** What the order cost, or what was asked back; never negative. */
  readonly amount: Fen;
  /** SUCCESS of a payment; of a refund its state when the bill was made, e.g. PROCESSING. It is never updated later. */
  readonly status: string;
  readonly time: Date;
  /** Thousandths of a fen; negative when a refund gives fees back. */
  readonly feeMilliFen: number;
}

/** A row of WeChat's fund-flow bill. */
export interface FundFlow {
  readonly time: Date;
  readonly businessNo: string;
  readonly flowNo: string;
  readonly kind: 'income' | 'expense';
  /** Business type as WeChat words it, e.g. 交易, 退款, 扣除交易手续费. */
  readonly type: string;
  readonly amount: Fen;
  /** Left on the account afterwards. */
  readonly balance: Fen;
  /** The merchant's own number of what was paid or refunded. */
  readonly voucherNo: string;
}

/** How a line of the bill and a record of ours stand to each other (domain.md 5). */
export type Judgement = 'matched' | DifferenceType;
export type DifferenceType = 'missing_here' | 'missing_there' | 'amount_differs' | 'status_differs';

export interface Side {
  readonly amount: Fen;
  readonly status: string;
}
