import type { HandoverUnits } from './handover';
import type { DeliveryMode } from './types';

/** How goods reach the buyer, in the words of WeChat's shipping service. */
export type LogisticsType = 'express' | 'local' | 'virtual' | 'pickup';

const LOGISTICS_TYPES: Readonly<Record<DeliveryMode, LogisticsType>> = {
  express: 'express',
  community: 'local',
  pickup: 'pickup',
  none: 'virtual',
};

export const logisticsTypeOf = (mode: DeliveryMode): LogisticsType => LOGISTICS_TYPES[mode];

/** What is in a parcel, as the buyer reads it in WeChat; of any length. */
export const itemDescOf = (units: readonly Pick<HandoverUnits, 'name' | 'quantity'>[]): string =>
  units.map(({ name, quantity }) => `${name}×${quantity}`).join('；');
