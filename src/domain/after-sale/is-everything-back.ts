/** What of an order has gone back; money in fen. */
export interface ReturnedOrder {
  readonly paidAmount: number;
  readonly refundedAmount: number;
  readonly lines: readonly { readonly quantity: number; readonly refundedQuantity: number }[];
}

/**
 * Whether an order is over because it was returned: its money is back, or every unit is, even when freight was kept or a buyer
 * was content with less. What points alone have paid without lines goes back in one piece.
 */
export function isEverythingBack({ paidAmount, refundedAmount, lines }: ReturnedOrder): boolean {
  if (lines.length > 0 && lines.every(({ quantity, refundedQuantity }) => refundedQuantity === quantity)) return true;
  return refundedAmount === paidAmount && (paidAmount > 0 || lines.length === 0);
}
