import type { DeliveryMode } from '../order/types';

/** How a good of the points mall may reach its user, as staff ticked it. */
export interface GoodDelivery {
  readonly kind: 'physical' | 'virtual';
  readonly deliversExpress: boolean;
  readonly deliversPickup: boolean;
}

/** The ways to choose from; virtual goods need none. */
export function deliveryModesOfGood(good: GoodDelivery): DeliveryMode[] {
  if (good.kind === 'virtual') return ['none'];
  return [...(good.deliversExpress ? ['express' as const] : []), ...(good.deliversPickup ? ['pickup' as const] : [])];
}
