import { deliveryModesOfGood } from '../../../src/domain/points/good-delivery';

describe('the ways in which a points good reaches its user', () => {
  it.each([
    ['physical', true, true, ['express', 'pickup']],
    ['physical', true, false, ['express']],
    ['physical', false, true, ['pickup']],
    ['physical', false, false, []],
    ['virtual', true, true, ['none']],
    ['virtual', false, false, ['none']],
  ] as const)('of a %s one (express: %s, pickup: %s) are %j', (kind, deliversExpress, deliversPickup, modes) => {
    expect(deliveryModesOfGood({ kind, deliversExpress, deliversPickup })).toEqual(modes);
  });
});
