import { nextPaymentStatus, PAYMENT_TRANSITIONS } from '../../../src/domain/payment/payment-states';
import { nextRefundStatus, REFUND_TRANSITIONS } from '../../../src/domain/payment/refund-states';
import type { PaymentEvent, PaymentStatus, RefundEvent, RefundStatus } from '../../../src/domain/payment/types';
import { walkTable } from '../table-walk';

describe('a payment', () => {
  const allowed = [
    'created prepay prepaid',
    'created succeed succeeded',
    'created close closed',
    'created fail failed',
    'prepaid succeed succeeded',
    'prepaid close closed',
    'prepaid fail failed',
    'closed succeed succeeded',
    'failed succeed succeeded',
  ];
  const cases = walkTable(PAYMENT_TRANSITIONS, ['prepay', 'succeed', 'close', 'fail'], allowed);

  test.each(cases.filter(({ next }) => next !== null))('$state goes to $next on $event', ({ state, event, next }) => {
    expect(nextPaymentStatus(state as PaymentStatus, event as PaymentEvent)).toEqual({ ok: true, value: next });
  });

  test.each(cases.filter(({ next }) => next === null))('$state refuses $event', ({ state, event }) => {
    expect(nextPaymentStatus(state as PaymentStatus, event as PaymentEvent)).toEqual({
      ok: false,
      error: { state, event },
    });
  });
});

describe('a refund', () => {
  const allowed = [
    'created submit processing',
    'created succeed succeeded',
    'created turn_abnormal abnormal',
    'created close closed',
    'processing succeed succeeded',
    'processing turn_abnormal abnormal',
    'processing close closed',
    'abnormal submit processing',
    'abnormal succeed succeeded',
    'abnormal close closed',
    'abnormal finish_by_hand succeeded',
    'closed finish_by_hand succeeded',
  ];
  const events: RefundEvent[] = ['submit', 'succeed', 'turn_abnormal', 'close', 'finish_by_hand'];
  const cases = walkTable(REFUND_TRANSITIONS, events, allowed);

  test.each(cases.filter(({ next }) => next !== null))('$state goes to $next on $event', ({ state, event, next }) => {
    expect(nextRefundStatus(state as RefundStatus, event as RefundEvent)).toEqual({ ok: true, value: next });
  });

  test.each(cases.filter(({ next }) => next === null))('$state refuses $event', ({ state, event }) => {
    expect(nextRefundStatus(state as RefundStatus, event as RefundEvent)).toEqual({
      ok: false,
      error: { state, event },
    });
  });
});
