import type { Result } from '../shared/result';
import type { TransitionRefusal, TransitionTable } from '../shared/state-machine';
import { transition } from '../shared/state-machine';
import type { PaymentEvent, PaymentStatus } from './types';

/**
 * The life of a payment (domain.md 5). Money that verifiably arrived is always recorded: before our own note of the
 * prepay was saved, and also after we had given the payment up – only a succeeded payment can be refunded.
 */
export const PAYMENT_TRANSITIONS: TransitionTable<PaymentStatus, PaymentEvent> = {
  created: { prepay: 'prepaid', succeed: 'succeeded', close: 'closed', fail: 'failed' },
  prepaid: { succeed: 'succeeded', close: 'closed', fail: 'failed' },
  succeeded: {},
  closed: { succeed: 'succeeded' },
  failed: { succeed: 'succeeded' },
};

export function nextPaymentStatus(
  status: PaymentStatus,
  event: PaymentEvent,
): Result<PaymentStatus, TransitionRefusal<PaymentStatus, PaymentEvent>> {
  return transition(PAYMENT_TRANSITIONS, status, event);
}
