import type { OrderStatus } from '../order/types';
import type { PaymentStatus } from './types';

export interface ConfirmedPayment {
  readonly paymentStatus: PaymentStatus;
  readonly orderStatus: OrderStatus;
  /** Another payment of the same order has succeeded. */
  readonly hasOtherSucceededPayment: boolean;
}

export type Settlement =
  | { readonly kind: 'already_applied' }
  | { readonly kind: 'confirm_order' }
  /** The order was closed first: it is not revived, the money goes back. */
  | { readonly kind: 'refund_late' }
  /** The order is paid for already: this money goes back. */
  | { readonly kind: 'refund_surplus' };

/** What money that has verifiably arrived does (domain.md 5). Told again about the same payment, it does nothing. */
export function settlePayment(payment: ConfirmedPayment): Settlement {
  if (payment.paymentStatus === 'succeeded') return { kind: 'already_applied' };
  if (payment.hasOtherSucceededPayment) return { kind: 'refund_surplus' };
  if (payment.orderStatus === 'pending_payment') return { kind: 'confirm_order' };
  if (payment.orderStatus === 'closed') return { kind: 'refund_late' };
  return { kind: 'refund_surplus' };
}
