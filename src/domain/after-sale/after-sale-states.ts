import { type Refusal, refuse } from '../shared/refusal';
import { err, type Result } from '../shared/result';
import { type TransitionTable, transition } from '../shared/state-machine';
import type { AfterSaleEvent, AfterSaleStatus } from './types';

/** The life of an after-sale case (domain.md 4). `approved` means that the money is on its way; the refund has states of its own. */
export const AFTER_SALE_TRANSITIONS: TransitionTable<AfterSaleStatus, AfterSaleEvent> = {
  pending: {
    approve_refund: 'approved',
    approve_return: 'awaiting_return',
    reject: 'rejected',
    cancel: 'cancelled',
  },
  awaiting_return: { ship_back: 'returned', cancel: 'cancelled', return_overdue: 'cancelled' },
  returned: { receive_return: 'approved', refuse_return: 'rejected' },
  approved: {},
  rejected: {},
  cancelled: {},
};

/** The status an event leads to, or 1101 with `details.status` and `details.event`. */
export function nextAfterSaleStatus(
  status: AfterSaleStatus,
  event: AfterSaleEvent,
): Result<AfterSaleStatus, Refusal<'OrderStateError'>> {
  const next = transition(AFTER_SALE_TRANSITIONS, status, event);
  return next.ok ? next : err(refuse('OrderStateError', { status, event }));
}

/** How long a step may take before the case goes on by itself; hours. */
export interface AfterSaleDeadlines {
  readonly decisionHours: number;
  readonly returnHours: number;
  readonly receiptHours: number;
}

const HOUR_MS = 3_600_000;

/** What happens by itself when nobody does anything: silence of the shop agrees, silence of the buyer gives up. */
export const OVERDUE_EVENT = {
  pending: 'approve',
  awaiting_return: 'return_overdue',
  returned: 'receive_return',
} as const;

/** When a case that has just reached this status goes on by itself; null when it has ended. */
export function afterSaleDueAt(status: AfterSaleStatus, at: Date, deadlines: AfterSaleDeadlines): Date | null {
  const hours: Partial<Record<AfterSaleStatus, number>> = {
    pending: deadlines.decisionHours,
    awaiting_return: deadlines.returnHours,
    returned: deadlines.receiptHours,
  };
  const wait = hours[status];
  return wait === undefined ? null : new Date(at.getTime() + wait * HOUR_MS);
}
