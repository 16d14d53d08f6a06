import type { OrderStatus } from '../../../src/domain/order/types';
import { nextQueryAt, queryDelaySeconds } from '../../../src/domain/payment/query-backoff';
import { settlePayment } from '../../../src/domain/payment/settle-payment';
import type { PaymentStatus } from '../../../src/domain/payment/types';

const ORDER_STATUSES: OrderStatus[] = [
  'pending_payment',
  'awaiting_group',
  'awaiting_fulfilment',
  'shipped',
  'ready_for_pickup',
  'completed',
  'closed',
  'refunded',
];
const OPEN_PAYMENTS: PaymentStatus[] = ['created', 'prepaid', 'closed', 'failed'];

describe('money that has arrived', () => {
  test.each(ORDER_STATUSES)('for a payment already counted changes nothing (order %s)', (orderStatus) => {
    for (const hasOtherSucceededPayment of [true, false]) {
      expect(settlePayment({ paymentStatus: 'succeeded', orderStatus, hasOtherSucceededPayment }).kind).toBe(
        'already_applied',
      );
    }
  });

  test.each(OPEN_PAYMENTS)('confirms the waiting order (payment %s)', (paymentStatus) => {
    expect(settlePayment({ paymentStatus, orderStatus: 'pending_payment', hasOtherSucceededPayment: false }).kind).toBe(
      'confirm_order',
    );
  });

  test.each(OPEN_PAYMENTS)('never revives a closed order but goes back (payment %s)', (paymentStatus) => {
    expect(settlePayment({ paymentStatus, orderStatus: 'closed', hasOtherSucceededPayment: false }).kind).toBe(
      'refund_late',
    );
  });

  test.each(ORDER_STATUSES)('a second time for the same order is surplus and goes back (order %s)', (orderStatus) => {
    expect(settlePayment({ paymentStatus: 'prepaid', orderStatus, hasOtherSucceededPayment: true }).kind).toBe(
      'refund_surplus',
    );
  });

  test.each(ORDER_STATUSES.filter((status) => status !== 'pending_payment' && status !== 'closed'))(
    'for an order that is past payment (%s) is surplus',
    (orderStatus) => {
      expect(settlePayment({ paymentStatus: 'prepaid', orderStatus, hasOtherSucceededPayment: false }).kind).toBe(
        'refund_surplus',
      );
    },
  );
});

describe('asking WeChat again', () => {
  test('waits 10 s first and twice as long each time, up to 4 hours', () => {
    expect([0, 1, 2, 3].map(queryDelaySeconds)).toEqual([10, 20, 40, 80]);
    expect(queryDelaySeconds(100_000)).toBe(4 * 3600);
    expect(queryDelaySeconds(-1)).toBe(10);
  });

  test('never waits less than the time before', () => {
    for (let attempts = 1; attempts < 30; attempts += 1) {
      expect(queryDelaySeconds(attempts)).toBeGreaterThanOrEqual(queryDelaySeconds(attempts - 1));
    }
  });

  test('counts from the last question', () => {
    expect(nextQueryAt(new Date('2026-01-01T00:00:00Z'), 1).toISOString()).toBe('2026-01-01T00:00:20.000Z');
  });
});
