import { itemDescOf, logisticsTypeOf } from '../../../src/domain/order/shipping-notice';

describe('what WeChat is told about a hand-over', () => {
  test.each([
    ['express', 'express'],
    ['community', 'local'],
    ['pickup', 'pickup'],
    ['none', 'virtual'],
  ] as const)('speaks of the delivery mode %s as %s', (mode, type) => {
    expect(logisticsTypeOf(mode)).toBe(type);
  });

  test('names the pieces with their quantities', () => {
    const units = [
      { name: '龙井', quantity: 2 },
      { name: '茶杯', quantity: 1 },
    ];
    expect(itemDescOf(units)).toBe('龙井×2；茶杯×1');
  });
});
