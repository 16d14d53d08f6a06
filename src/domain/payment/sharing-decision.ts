import type { Bps } from '../shared/basis-points';
import type { Fen } from '../shared/fen';
import { type ProfitSplit, splitProfit } from './share-profit';

export type SharingDecision =
  | ({ kind: 'share' } & ProfitSplit)
  /** Nothing is to be shared any more: everything goes to the shop. */
  | { kind: 'unfreeze' }
  | { kind: 'wait' };

export interface FrozenPayment {
  /** False for money that came late or twice: whatever becomes of its refund, no merchant has a part in it. */
  isOrders: boolean;
  orderStatus: string;
  /** The payment without what was and is being refunded. */
  net: Fen;
  isRefundUnderWay: boolean;
  rate: Bps;
  /** `pending`: there is one, but WeChat does not know it yet. */
  receiver: 'ready' | 'pending' | 'none';
  /** So long after the payment that nothing may wait any more: WeChat gives it free by itself after 30 days. */
  isLast: boolean;
}

/** What becomes of money that is frozen for sharing: shared once the order is completed, given free when it never will be. */
export function decideSharing(frozen: FrozenPayment): SharingDecision {
  if (frozen.isLast) return { kind: 'unfreeze' };
  // The refund is paid from what is frozen, so that goes first.
  if (frozen.net === 0 || !frozen.isOrders) return frozen.isRefundUnderWay ? { kind: 'wait' } : { kind: 'unfreeze' };
  if (frozen.orderStatus === 'refunded' || frozen.orderStatus === 'closed') return { kind: 'unfreeze' };
  if (frozen.orderStatus !== 'completed') return { kind: 'wait' };
  if (frozen.receiver === 'none') return { kind: 'unfreeze' };
  if (frozen.receiver === 'pending') return { kind: 'wait' };
  const split = splitProfit(frozen.net, frozen.rate);
  return split.share > 0 ? { kind: 'share', ...split } : { kind: 'unfreeze' };
}
