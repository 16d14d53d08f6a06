import { agreeingStates, compareSides } from '../../../src/domain/reconciliation/compare-sides';
import { isSameDifference, type DifferenceFacts } from '../../../src/domain/reconciliation/difference';
import { fen } from '../../../src/domain/shared/fen';

const side = (amount: number, status: string) => ({ amount: fen(amount), status });

describe('comparing a line of the bill with our record', () => {
  it.each([
    ['payment', null, side(5, 'SUCCESS'), 'missing_here'],
    ['payment', side(5, 'succeeded'), null, 'missing_there'],
    ['payment', side(5, 'succeeded'), side(5, 'SUCCESS'), 'matched'],
    ['payment', side(5, 'succeeded'), side(6, 'SUCCESS'), 'amount_differs'],
    ['payment', side(5, 'prepaid'), side(6, 'SUCCESS'), 'amount_differs'],
    ['payment', side(5, 'prepaid'), side(5, 'SUCCESS'), 'status_differs'],
    ['payment', side(5, 'closed'), side(5, 'SUCCESS'), 'status_differs'],
    ['payment', side(5, 'succeeded'), side(5, 'SOMETHING_NEW'), 'status_differs'],
    ['refund', null, side(5, 'SUCCESS'), 'missing_here'],
    ['refund', side(5, 'succeeded'), null, 'missing_there'],
    ['refund', side(5, 'succeeded'), side(5, 'SUCCESS'), 'matched'],
    ['refund', side(4, 'succeeded'), side(5, 'SUCCESS'), 'amount_differs'],
    ['refund', side(5, 'succeeded'), side(5, 'PROCESSING'), 'matched'],
    ['refund', side(5, 'abnormal'), side(5, 'PROCESSING'), 'matched'],
    ['refund', side(5, 'created'), side(5, 'PROCESSING'), 'status_differs'],
    ['refund', side(5, 'processing'), side(5, 'SUCCESS'), 'status_differs'],
    ['refund', side(5, 'closed'), side(5, 'SUCCESS'), 'status_differs'],
    ['refund', side(5, 'succeeded'), side(5, 'CHANGE'), 'matched'],
    ['refund', side(5, 'succeeded'), side(5, ''), 'status_differs'],
  ] as const)('%s, ours %p, theirs %p: %s', (kind, ours, theirs, judgement) => {
    expect(compareSides(kind, ours, theirs)).toBe(judgement);
  });

  it('lists the agreeing states for whole tables', () => {
    expect(agreeingStates).toContain('refund:PROCESSING:succeeded');
    for (const text of agreeingStates) {
      const [kind, theirs, ours] = text.split(':') as ['payment' | 'refund', string, string];
      expect(compareSides(kind, side(1, ours), side(1, theirs))).toBe('matched');
    }
  });

  it('has nothing to compare without a side', () => {
    expect(() => compareSides('refund', null, null)).toThrow(RangeError);
  });
});

describe('a difference found again', () => {
  const found: DifferenceFacts = {
    type: 'missing_there',
    ourAmount: 5,
    theirAmount: null,
    ourStatus: 'processing',
    theirStatus: null,
  };

  it('is the same while type and amounts are, also when our state moved on', () => {
    expect(isSameDifference(found, { ...found, ourStatus: 'succeeded' })).toBe(true);
    expect(isSameDifference(found, { ...found, ourAmount: 6 })).toBe(false);
    expect(isSameDifference(found, { ...found, type: 'amount_differs' })).toBe(false);
  });

  it('is another one when the states are the difference and one of them changed', () => {
    const states: DifferenceFacts = { ...found, type: 'status_differs', theirAmount: 5, theirStatus: 'SUCCESS' };
    expect(isSameDifference(states, states)).toBe(true);
    expect(isSameDifference(states, { ...states, ourStatus: 'closed' })).toBe(false);
    expect(isSameDifference(states, { ...states, theirStatus: 'CLOSED' })).toBe(false);
  });
});
