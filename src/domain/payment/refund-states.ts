import type { Result } from '../shared/result';
import type { TransitionRefusal, TransitionTable } from '../shared/state-machine';
import { transition } from '../shared/state-machine';
import type { RefundEvent, RefundStatus } from './types';

/**
 * The life of a refund (domain.md 5). An answer may overtake our own note of the request, hence the exits of `created`;
 * an abnormal refund can be sent again with the same number.
 */
export const REFUND_TRANSITIONS: TransitionTable<RefundStatus, RefundEvent> = {
  created: { submit: 'processing', succeed: 'succeeded', turn_abnormal: 'abnormal', close: 'closed' },
  processing: { succeed: 'succeeded', turn_abnormal: 'abnormal', close: 'closed' },
  abnormal: { submit: 'processing', succeed: 'succeeded', close: 'closed' },
  succeeded: {},
  closed: {},
};

export function nextRefundStatus(
  status: RefundStatus,
  event: RefundEvent,
): Result<RefundStatus, TransitionRefusal<RefundStatus, RefundEvent>> {
  return transition(REFUND_TRANSITIONS, status, event);
}
