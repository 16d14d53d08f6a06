import {
  ADJUSTMENT_TRANSITIONS,
  type AdjustmentEvent,
  type AdjustmentState,
  decideAdjustment,
  needsApproval,
} from '../../../src/domain/points/adjustment';
import { walkTable } from '../table-walk';

describe('an adjustment of points', () => {
  test.each([
    [99, 0, 100, false],
    [-99, 0, 100, false],
    [100, 0, 100, true],
    [-100, 0, 100, true],
    [40, 59, 100, false],
    [40, 60, 100, true],
    [1_000_000, 1_000_000, 0, false],
  ])('of %i after %i today, with a threshold of %i: second person %p', (points, pointsToday, approvalFrom, is) => {
    expect(needsApproval({ points, pointsToday, approvalFrom })).toBe(is);
  });

  const allowed = ['pending approve applied', 'pending reject rejected', 'pending withdraw withdrawn'];

  test.each(walkTable(ADJUSTMENT_TRANSITIONS, ['approve', 'reject', 'withdraw'], allowed))(
    'that is $state: $event leads to $next',
    ({ state, event, next }) => {
      const decision = { event: event as AdjustmentEvent, requesterId: 1, deciderId: event === 'withdraw' ? 1 : 2 };
      const result = decideAdjustment(state as AdjustmentState, decision);
      if (next === null)
        expect(result).toMatchObject({ ok: false, error: { code: 1000, details: { reason: 'already_decided' } } });
      else expect(result).toEqual({ ok: true, value: next });
    },
  );

  test.each(['approve', 'reject'] as const)('is never decided by who asked for it: %s', (event) => {
    const result = decideAdjustment('pending', { event, requesterId: 1, deciderId: 1 });
    expect(result).toMatchObject({ ok: false, error: { code: 1000, details: { reason: 'same_person' } } });
  });

  test('is withdrawn by nobody else', () => {
    const result = decideAdjustment('pending', { event: 'withdraw', requesterId: 1, deciderId: 2 });
    expect(result).toMatchObject({ ok: false, error: { code: 1000, details: { reason: 'not_requester' } } });
  });
});
