import type { Result } from '../shared/result';
import type { TransitionRefusal, TransitionTable } from '../shared/state-machine';
import { transition } from '../shared/state-machine';
import type { RefundEvent, RefundStatus } from './types';

/**
 * The life of a refund (domain.md 5). An answer may overtake our own note of the request, hence the exits of `created`;
 * an abnormal refund can be sent again with the same number. What WeChat cannot pay, staff may pay in another way.
 */
export const REFUND_TRANSITIONS: TransitionTable<RefundStatus, RefundEvent> = {
  created: { submit: 'processing', succeed: 'succeeded', turn_abnormal: 'abnormal', close: 'closed' },
  processing: { succeed: 'succeeded', turn_abnormal: 'abnormal', close: 'closed' },
  abnormal: { submit: 'processing', succeed: 'succeeded', close: 'closed', finish_by_hand: 'succeeded' },
  succeeded: {},
  closed: { finish_by_hand: 'succeeded' },
};

export function nextRefundStatus(
  status: RefundStatus,
  event: RefundEvent,
): Result<RefundStatus, TransitionRefusal<RefundStatus, RefundEvent>> {
  return transition(REFUND_TRANSITIONS, status, event);
}
