import type { OrderStatus } from '../order/types';
import type { Fen } from '../shared/fen';
import type { Id } from '../shared/id';

/** domain.md 4. */
export type AfterSaleType = 'refund_only' | 'return_refund';

export type AfterSaleStatus = 'pending' | 'approved' | 'rejected' | 'cancelled' | 'awaiting_return' | 'returned';

export type AfterSaleEvent =
  | 'approve_refund'
  | 'approve_return'
  | 'reject'
  | 'cancel'
  | 'ship_back'
  | 'return_overdue'
  | 'receive_return'
  | 'refuse_return';

/** Units of one line in a case, and the money that goes with them; amounts in fen. */
export interface AfterSaleItem {
  readonly lineId: Id;
  readonly quantity: number;
  /** Of these units, those that had not been handed over when the case was opened; they are not shipped any more. */
  readonly unshipped: number;
  /** What the units were paid: the most that can be returned for them. */
  readonly share: Fen;
  /** What is returned for them. */
  readonly amount: Fen;
}

/** A line of a paid order as far as returning it goes. */
export interface ReturnableLine {
  readonly lineId: Id;
  readonly quantity: number;
  /** Units the buyer holds. */
  readonly handedOver: number;
  /** Goods money of the whole line, discounts and points taken off, freight excluded. */
  readonly paidAmount: Fen;
}

export interface RequestedUnits {
  readonly lineId: Id;
  readonly quantity: number;
}

/** A case that still stands: neither rejected nor cancelled. */
export interface StandingCase {
  readonly items: readonly AfterSaleItem[];
  readonly freightAmount: Fen;
  /** Goods and freight. */
  readonly amount: Fen;
}

export interface QuoteAfterSaleInput {
  readonly type: AfterSaleType;
  readonly orderStatus: OrderStatus;
  readonly lines: readonly ReturnableLine[];
  /** Empty for an order without lines, such as scan-to-pay. */
  readonly requested: readonly RequestedUnits[];
  /** Less than the shares on the buyer's own wish; null: all of them. */
  readonly requestedAmount: Fen | null;
  readonly paidAmount: Fen;
  readonly freightAmount: Fen;
  /** Points that paid for the order or a part of it. */
  readonly pointsUsed: number;
  readonly standing: readonly StandingCase[];
}

export interface AfterSaleQuote {
  readonly items: readonly AfterSaleItem[];
  readonly freightAmount: Fen;
  readonly amount: Fen;
  /** Nothing of it has left the house, so nobody has to look at it. */
  readonly isUnshipped: boolean;
}
