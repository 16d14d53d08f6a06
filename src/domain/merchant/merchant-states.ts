import type { Refusal } from '../shared/refusal';
import { refuse } from '../shared/refusal';
import type { Result } from '../shared/result';
import { err } from '../shared/result';
import type { TransitionTable } from '../shared/state-machine';
import { transition } from '../shared/state-machine';

export type MerchantStatus = 'pending' | 'active' | 'rejected' | 'suspended';
export type MerchantEvent = 'approve' | 'reject' | 'suspend' | 'resume';

/** The life of a merchant (domain.md 3). Who was rejected applies anew, with a record of its own. */
export const MERCHANT_TRANSITIONS: TransitionTable<MerchantStatus, MerchantEvent> = {
  pending: { approve: 'active', reject: 'rejected' },
  active: { suspend: 'suspended' },
  suspended: { resume: 'active' },
  rejected: {},
};

/** The status an event leads to, or 1000 with `details.status` and `details.event`. */
export function nextMerchantStatus(
  status: MerchantStatus,
  event: MerchantEvent,
): Result<MerchantStatus, Refusal<'BusinessError'>> {
  const next = transition(MERCHANT_TRANSITIONS, status, event);
  return next.ok ? next : err(refuse('BusinessError', { reason: 'merchant_state', status, event }));
}
