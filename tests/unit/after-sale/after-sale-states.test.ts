import {
  AFTER_SALE_TRANSITIONS,
  afterSaleDueAt,
  nextAfterSaleStatus,
} from '../../../src/domain/after-sale/after-sale-states';
import { afterSaleEndsAt } from '../../../src/domain/after-sale/after-sale-window';
import type { AfterSaleEvent, AfterSaleStatus } from '../../../src/domain/after-sale/types';
import { walkTable } from '../table-walk';

const events: AfterSaleEvent[] = [
  'approve_refund',
  'approve_return',
  'reject',
  'cancel',
  'ship_back',
  'return_overdue',
  'receive_return',
  'refuse_return',
];

describe('an after-sale case', () => {
  const cases = walkTable(AFTER_SALE_TRANSITIONS, events, [
    'pending approve_refund approved',
    'pending approve_return awaiting_return',
    'pending reject rejected',
    'pending cancel cancelled',
    'awaiting_return ship_back returned',
    'awaiting_return cancel cancelled',
    'awaiting_return return_overdue cancelled',
    'returned receive_return approved',
    'returned refuse_return rejected',
  ]);

  test.each(cases.filter(({ next }) => next !== null))('$state goes to $next on $event', ({ state, event, next }) => {
    expect(nextAfterSaleStatus(state as AfterSaleStatus, event as AfterSaleEvent)).toEqual({ ok: true, value: next });
  });

  test.each(cases.filter(({ next }) => next === null))('$state refuses $event', ({ state, event }) => {
    expect(nextAfterSaleStatus(state as AfterSaleStatus, event as AfterSaleEvent)).toMatchObject({
      ok: false,
      error: { name: 'OrderStateError', details: { status: state, event } },
    });
  });
});

describe('deadlines', () => {
  const at = new Date('2026-03-01T08:00:00Z');
  const hours = { decisionHours: 72, returnHours: 168, receiptHours: 240 };

  test.each([
    ['pending', '2026-03-04T08:00:00.000Z'],
    ['awaiting_return', '2026-03-08T08:00:00.000Z'],
    ['returned', '2026-03-11T08:00:00.000Z'],
    ['approved', undefined],
    ['rejected', undefined],
    ['cancelled', undefined],
  ] as const)('a case that is %s goes on by itself at %s', (status, expected) => {
    expect(afterSaleDueAt(status, at, hours)?.toISOString()).toBe(expected);
  });

  test('a completed order can be returned for the days of the settings', () => {
    expect(afterSaleEndsAt(at, 7).toISOString()).toBe('2026-03-08T08:00:00.000Z');
    expect(afterSaleEndsAt(at, 0)).toEqual(at);
  });
});
