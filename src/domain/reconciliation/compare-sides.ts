import type { PaymentStatus, RefundStatus } from '../payment/types';
import type { Judgement, LineKind, Side } from './types';

interface AgreeingStates {
  payment: Record<string, readonly PaymentStatus[]>;
  refund: Record<string, readonly RefundStatus[]>;
}

/**
 * WeChat's word → the states of ours that agree with it. The bill keeps the state a refund had on the day it was asked for, so
 * every state that WeChat may have told us since agrees as well. REFUND is what a query says of a payment with refunds.
 */
const AGREEING: AgreeingStates = {
  payment: { SUCCESS: ['succeeded'], REFUND: ['succeeded'] },
  refund: {
    PROCESSING: ['processing', 'succeeded', 'abnormal', 'closed'],
    ABNORMAL: ['abnormal', 'processing', 'succeeded', 'closed'],
    CHANGE: ['abnormal', 'processing', 'succeeded', 'closed'],
    SUCCESS: ['succeeded'],
    CLOSED: ['closed'],
    FAIL: ['closed', 'abnormal'],
  },
};

/** Whether two states of one payment or refund are the same fact. A word WeChat adds some day agrees with nothing. */
export function statesAgree(kind: LineKind, ours: string, theirs: string): boolean {
  const agreeing: readonly string[] = AGREEING[kind][theirs] ?? [];
  return agreeing.includes(ours);
}

/** All agreeing states as `kind:theirs:ours`, for comparing whole tables at once. */
export const agreeingStates: readonly string[] = Object.entries(AGREEING).flatMap(([kind, words]) =>
  Object.entries(words as Record<string, readonly string[]>).flatMap(([theirs, states]) =>
    states.map((ours) => `${kind}:${theirs}:${ours}`),
  ),
);

/** The rule of reconciliation (domain.md 5). A wrong amount weighs more than the state that goes with it. */
export function compareSides(kind: LineKind, ours: Side | null, theirs: Side | null): Judgement {
  if (!ours && !theirs) throw new RangeError('nothing to compare');
  if (!ours) return 'missing_here';
  if (!theirs) return 'missing_there';
  if (ours.amount !== theirs.amount) return 'amount_differs';
  return statesAgree(kind, ours.status, theirs.status) ? 'matched' : 'status_differs';
}
