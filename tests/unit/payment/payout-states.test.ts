import {
  nextPayoutStatus,
  PAYOUT_TRANSITIONS,
  type PayoutEvent,
  type PayoutStatus,
} from '../../../src/domain/payment/payout-states';
import { walkTable } from '../table-walk';

describe('a payout', () => {
  const allowed = [
    'created accept accepted',
    'created ask_user waiting_confirmation',
    'created transfer transferring',
    'created succeed succeeded',
    'created fail failed',
    'created cancel cancelled',
    'accepted ask_user waiting_confirmation',
    'accepted transfer transferring',
    'accepted succeed succeeded',
    'accepted fail failed',
    'accepted cancel cancelled',
    'waiting_confirmation transfer transferring',
    'waiting_confirmation succeed succeeded',
    'waiting_confirmation fail failed',
    'waiting_confirmation cancel cancelled',
    'transferring succeed succeeded',
    'transferring fail failed',
    'transferring cancel cancelled',
    'failed send_again created',
    'cancelled send_again created',
  ];
  const events = ['accept', 'ask_user', 'transfer', 'succeed', 'fail', 'cancel', 'send_again'];
  const cases = walkTable(PAYOUT_TRANSITIONS, events, allowed);

  test.each(cases.filter(({ next }) => next !== null))('$state goes to $next on $event', ({ state, event, next }) => {
    expect(nextPayoutStatus(state as PayoutStatus, event as PayoutEvent)).toEqual({ ok: true, value: next });
  });

  test.each(cases.filter(({ next }) => next === null))('$state refuses $event', ({ state, event }) => {
    expect(nextPayoutStatus(state as PayoutStatus, event as PayoutEvent)).toEqual({
      ok: false,
      error: { state, event },
    });
  });
});
