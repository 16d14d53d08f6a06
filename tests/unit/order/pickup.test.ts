import { judgePickupCode } from '../../../src/domain/order/pickup';

const waiting = { status: 'ready_for_pickup', isOurs: true, unitsLeft: 1 } as const;
const reasonOf = (order: Parameters<typeof judgePickupCode>[0]) => {
  const verdict = judgePickupCode(order);
  return verdict.ok ? null : verdict.error.details['reason'];
};

describe('a pickup code', () => {
  test.each(['awaiting_fulfilment', 'ready_for_pickup'] as const)('opens an order at its counter: %s', (status) => {
    expect(judgePickupCode({ ...waiting, status })).toEqual({ ok: true, value: null });
  });

  test.each([
    ['unknown', undefined],
    ['other_point', { ...waiting, isOurs: false }],
    ['other_point', { ...waiting, isOurs: false, status: 'completed' }],
    ['unknown', { ...waiting, status: 'pending_payment' }],
    ['not_ready', { ...waiting, status: 'awaiting_group' }],
    ['used', { ...waiting, status: 'completed', unitsLeft: 0 }],
    ['refunded', { ...waiting, status: 'refunded' }],
    ['unknown', { ...waiting, status: 'closed' }],
    ['after_sale', { ...waiting, unitsLeft: 0 }],
  ] as const)('is refused with its reason: %s', (reason, order) => {
    expect(reasonOf(order)).toBe(reason);
  });
});
