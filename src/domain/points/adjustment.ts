import type { Refusal } from '../shared/refusal';
import { refuse } from '../shared/refusal';
import type { Result } from '../shared/result';
import { err } from '../shared/result';
import type { TransitionTable } from '../shared/state-machine';
import { transition } from '../shared/state-machine';

export type AdjustmentState = 'pending' | 'applied' | 'rejected' | 'withdrawn';
export type AdjustmentEvent = 'approve' | 'reject' | 'withdraw';

/** Decided once: what was applied, rejected or withdrawn stays so, and is corrected by another adjustment. */
export const ADJUSTMENT_TRANSITIONS: TransitionTable<AdjustmentState, AdjustmentEvent> = {
  pending: { approve: 'applied', reject: 'rejected', withdraw: 'withdrawn' },
  applied: {},
  rejected: {},
  withdrawn: {},
};

export interface AdjustmentSize {
  /** Signed. */
  readonly points: number;
  /** What the same person has changed on this account today without a second person, without signs. */
  readonly pointsToday: number;
  /** From so many points on a second person decides; 0: never. */
  readonly approvalFrom: number;
}

/** Whether a second person must agree. Many small changes count like one big one, so that nobody gets round it in slices. */
export function needsApproval({ points, pointsToday, approvalFrom }: AdjustmentSize): boolean {
  return approvalFrom > 0 && Math.abs(points) + pointsToday >= approvalFrom;
}

/**
 * The state after a decision: somebody else agrees or refuses, whoever asked takes it back.
 * @param decision.deciderId and requesterId: ids of the two accounts, because names can be changed
 * @returns 1000 when it is decided already, when one person wants to be both, or when somebody else withdraws it
 */
export function decideAdjustment(
  state: AdjustmentState,
  decision: { event: AdjustmentEvent; requesterId: number; deciderId: number },
): Result<AdjustmentState, Refusal<'BusinessError'>> {
  const next = transition(ADJUSTMENT_TRANSITIONS, state, decision.event);
  if (!next.ok) return err(refuse('BusinessError', { reason: 'already_decided', status: state }));
  const isOwn = decision.requesterId === decision.deciderId;
  if (decision.event === 'withdraw') return isOwn ? next : err(refuse('BusinessError', { reason: 'not_requester' }));
  if (isOwn) return err(refuse('BusinessError', { reason: 'same_person' }));
  return next;
}
