import { nextOrderStatus, ORDER_TRANSITIONS } from '../../../src/domain/order/order-states';
import { kindByDelivery, paymentEventOf, stateAfterPayment } from '../../../src/domain/order/state-after-payment';
import type { OrderEvent, OrderStatus, OrderType, ProductKind } from '../../../src/domain/order/types';
import { walkTable } from '../table-walk';

const EVENTS: OrderEvent[] = [
  'pay',
  'pay_into_group',
  'pay_and_complete',
  'group_complete',
  'prepare_pickup',
  'ship',
  'verify_pickup',
  'receive',
  'auto_complete',
  'cancel',
  'expire',
  'reject',
  'refund_all',
];

const ALLOWED = [
  'pending_payment pay awaiting_fulfilment',
  'pending_payment pay_into_group awaiting_group',
  'pending_payment pay_and_complete completed',
  'pending_payment cancel closed',
  'pending_payment expire closed',
  'pending_payment reject closed',
  'awaiting_group group_complete awaiting_fulfilment',
  'awaiting_group refund_all refunded',
  'awaiting_fulfilment prepare_pickup ready_for_pickup',
  'awaiting_fulfilment ship shipped',
  'awaiting_fulfilment refund_all refunded',
  'shipped ship shipped',
  'shipped receive completed',
  'shipped auto_complete completed',
  'shipped refund_all refunded',
  'ready_for_pickup verify_pickup completed',
  'ready_for_pickup refund_all refunded',
  'completed refund_all refunded',
];

describe('an order', () => {
  const cases = walkTable(ORDER_TRANSITIONS, EVENTS, ALLOWED);

  test('has the eight states of its specification', () => {
    expect(Object.keys(ORDER_TRANSITIONS)).toHaveLength(8);
    expect(cases.filter(({ next }) => next !== null)).toHaveLength(ALLOWED.length);
  });

  test.each(cases.filter(({ next }) => next !== null))('$state goes to $next on $event', ({ state, event, next }) => {
    expect(nextOrderStatus(state as OrderStatus, event as OrderEvent)).toEqual({ ok: true, value: next });
  });

  test.each(cases.filter(({ next }) => next === null))('$state refuses $event with 1101', ({ state, event }) => {
    expect(nextOrderStatus(state as OrderStatus, event as OrderEvent)).toMatchObject({
      ok: false,
      error: { name: 'OrderStateError', code: 1101, details: { status: state, event } },
    });
  });
});

describe('a paid order', () => {
  test.each<[OrderType, ProductKind[], OrderStatus]>([
    ['goods', ['physical'], 'awaiting_fulfilment'],
    ['goods', ['virtual', 'physical'], 'awaiting_fulfilment'],
    ['goods', ['virtual', 'virtual'], 'completed'],
    ['goods', ['service'], 'awaiting_fulfilment'],
    ['goods', [], 'awaiting_fulfilment'],
    ['scan', [], 'completed'],
    ['group_buy', ['physical'], 'awaiting_group'],
    ['group_buy', ['virtual'], 'awaiting_group'],
    ['flash_sale', ['physical'], 'awaiting_fulfilment'],
    ['points', ['virtual'], 'completed'],
    ['points', ['physical'], 'awaiting_fulfilment'],
  ])('of type %s with %j is %s', (type, productKinds, status) => {
    expect(stateAfterPayment({ type, productKinds })).toBe(status);
  });

  test.each([
    ['none', 'virtual'],
    ['express', 'physical'],
    ['pickup', 'physical'],
    ['community', 'physical'],
  ] as const)('of goods that are no products and come by %s is one of %s goods', (mode, kind) => {
    expect(kindByDelivery(mode)).toBe(kind);
  });

  test('reaches that state through the transition table', () => {
    for (const type of ['goods', 'group_buy', 'flash_sale', 'scan', 'points'] as const) {
      for (const kind of ['physical', 'virtual', 'service'] as const) {
        const order = { type, productKinds: [kind] };
        expect(nextOrderStatus('pending_payment', paymentEventOf(order))).toEqual({
          ok: true,
          value: stateAfterPayment(order),
        });
      }
    }
  });
});
