import type { Result } from '../shared/result';
import type { TransitionRefusal, TransitionTable } from '../shared/state-machine';
import { transition } from '../shared/state-machine';

export type PayoutStatus =
  'created' | 'accepted' | 'waiting_confirmation' | 'transferring' | 'succeeded' | 'failed' | 'cancelled';
export type PayoutEvent = 'accept' | 'ask_user' | 'transfer' | 'succeed' | 'fail' | 'cancel' | 'send_again';

const fromHere = { succeed: 'succeeded', fail: 'failed', cancel: 'cancelled' } as const;

/**
 * The life of a transfer to a user (wechat.md A13). News may overtake one another, hence the many exits; only what has failed or was
 * cancelled may be sent again, under a new number.
 */
export const PAYOUT_TRANSITIONS: TransitionTable<PayoutStatus, PayoutEvent> = {
  created: { accept: 'accepted', ask_user: 'waiting_confirmation', transfer: 'transferring', ...fromHere },
  accepted: { ask_user: 'waiting_confirmation', transfer: 'transferring', ...fromHere },
  waiting_confirmation: { transfer: 'transferring', ...fromHere },
  transferring: fromHere,
  succeeded: {},
  failed: { send_again: 'created' },
  cancelled: { send_again: 'created' },
};

export function nextPayoutStatus(
  status: PayoutStatus,
  event: PayoutEvent,
): Result<PayoutStatus, TransitionRefusal<PayoutStatus, PayoutEvent>> {
  return transition(PAYOUT_TRANSITIONS, status, event);
}
