import { type Refusal, refuse } from '../shared/refusal';
import { err, ok, type Result } from '../shared/result';
import type { OrderStatus } from './types';

/** Why a pickup code does not open anything. */
export type PickupRefusalReason = 'unknown' | 'other_point' | 'not_ready' | 'used' | 'refunded' | 'after_sale';

/** The order a code was given out for, as the person at the counter meets it. */
export interface PresentedOrder {
  readonly status: OrderStatus;
  /** Whether it is this counter's to hand over. */
  readonly isOurs: boolean;
  /** Pieces that are left to hand over. */
  readonly unitsLeft: number;
}

const REASON_BY_STATUS: Partial<Record<OrderStatus, PickupRefusalReason>> = {
  awaiting_group: 'not_ready',
  completed: 'used',
  refunded: 'refunded',
};

export const refusePickup = (reason: PickupRefusalReason): Refusal<'PickupCodeError'> =>
  refuse('PickupCodeError', { reason });

/** Whoever holds the goods in his hand has prepared them, whether or not anybody said so before. */
const TO_BE_PICKED_UP: ReadonlySet<OrderStatus> = new Set(['awaiting_fulfilment', 'ready_for_pickup']);

/**
 * Whether goods may be handed over for a code. Another counter learns nothing about the order but that it is not here.
 * @returns refusal 1602 with `details.reason`
 */
export function judgePickupCode(order: PresentedOrder | undefined): Result<null, Refusal<'PickupCodeError'>> {
  if (!order) return err(refusePickup('unknown'));
  if (!order.isOurs) return err(refusePickup('other_point'));
  if (!TO_BE_PICKED_UP.has(order.status)) return err(refusePickup(REASON_BY_STATUS[order.status] ?? 'unknown'));
  return order.unitsLeft > 0 ? ok(null) : err(refusePickup('after_sale'));
}
