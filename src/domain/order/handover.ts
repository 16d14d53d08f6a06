import { type Refusal, refuse } from '../shared/refusal';
import { err, ok, type Result } from '../shared/result';
import { nextOrderStatus } from './order-states';
import type { DeliveryMode, OrderStatus } from './types';

/** A line of a paid order as far as handing it over goes; quantities in pieces. */
export interface HandoverLine {
  readonly lineId: number;
  readonly skuId: string;
  readonly name: string;
  readonly quantity: number;
  /** Pieces that have left the house. */
  readonly shipped: number;
  /** Pieces that an after-sale case took out before they left. */
  readonly cancelled: number;
}

/** Pieces of one line that go together. */
export interface HandoverUnits {
  readonly lineId: number;
  readonly skuId: string;
  readonly name: string;
  readonly quantity: number;
}

export interface WantedUnits {
  readonly skuId: string;
  readonly quantity: number;
}

type HandoverRefusal = Refusal<'OrderStateError' | 'BusinessError'>;

/** Pieces of a line that still have to be handed over. */
export const unitsLeftOf = ({ quantity, shipped, cancelled }: HandoverLine): number => quantity - shipped - cancelled;

/** Whether there is nothing left to hand over. */
export const isHandedOver = (lines: readonly HandoverLine[]): boolean => lines.every((line) => unitsLeftOf(line) === 0);

/** Everything that is left, line by line. */
export const restOf = (lines: readonly HandoverLine[]): HandoverUnits[] =>
  lines.flatMap((line) => (unitsLeftOf(line) > 0 ? [unitsOf(line, unitsLeftOf(line))] : []));

/**
 * The status of an order once a parcel has left. Orders to be picked up are handed over by their code, never sent.
 * @returns refusal 1101 with `details.status` or `details.reason`
 */
export function statusAfterShipping(order: {
  status: OrderStatus;
  deliveryMode: DeliveryMode;
}): Result<OrderStatus, Refusal<'OrderStateError'>> {
  if (order.deliveryMode === 'pickup')
    return err(refuse('OrderStateError', { status: order.status, reason: 'is_pickup' }));
  return nextOrderStatus(order.status, 'ship');
}

/**
 * The pieces a parcel takes along: those that are asked for, or all that are left.
 * @returns refusal 1101 when nothing or less is left (`details.status`, `details.reason`), 1000 for a SKU that is not in the order
 */
export function chooseUnits(
  { status, lines }: { status: OrderStatus; lines: readonly HandoverLine[] },
  wanted?: readonly WantedUnits[],
): Result<HandoverUnits[], HandoverRefusal> {
  const rest = restOf(lines);
  if (rest.length === 0) return err(refuse('OrderStateError', { status, reason: 'nothing_left' }));
  if (!wanted) return ok(rest);
  const chosen: HandoverUnits[] = [];
  for (const wish of mergeWishes(wanted)) {
    if (!lines.some(({ skuId }) => skuId === wish.skuId))
      return err(refuse('BusinessError', { reason: 'not_in_order', skuId: wish.skuId }));
    const taken = takeUnits(rest, wish);
    const left = taken.reduce((sum, { quantity }) => sum + quantity, 0);
    if (left < wish.quantity)
      return err(refuse('OrderStateError', { status, reason: 'not_enough_left', skuId: wish.skuId, left }));
    chosen.push(...taken);
  }
  return ok(chosen);
}

/** The same SKU named twice is one wish. */
function mergeWishes(wanted: readonly WantedUnits[]): WantedUnits[] {
  const quantities = new Map<string, number>();
  for (const { skuId, quantity } of wanted) quantities.set(skuId, (quantities.get(skuId) ?? 0) + quantity);
  return [...quantities].map(([skuId, quantity]) => ({ skuId, quantity }));
}

/** Whether two lists hold the same pieces, whatever their order and however a SKU is spread over them. */
export function holdsSame(some: readonly WantedUnits[], others: readonly WantedUnits[]): boolean {
  const left = new Map(mergeWishes(some).map(({ skuId, quantity }) => [skuId, quantity]));
  const right = mergeWishes(others);
  return left.size === right.length && right.every(({ skuId, quantity }) => left.get(skuId) === quantity);
}

/** One SKU may stand on several lines; earlier lines go first. */
function takeUnits(rest: readonly HandoverUnits[], wish: WantedUnits): HandoverUnits[] {
  let open = wish.quantity;
  return rest.flatMap((units) => {
    const quantity = units.skuId === wish.skuId ? Math.min(units.quantity, open) : 0;
    open -= quantity;
    return quantity > 0 ? [{ ...units, quantity }] : [];
  });
}

const unitsOf = ({ lineId, skuId, name }: HandoverLine, quantity: number): HandoverUnits => ({
  lineId,
  skuId,
  name,
  quantity,
});

const DAY_MS = 86_400_000;

/** When an order completes by itself, counted from its last parcel; null while something is left to hand over. */
export function completeDueAt(
  lines: readonly HandoverLine[],
  lastParcelAt: Date,
  autoCompleteDays: number,
): Date | null {
  return isHandedOver(lines) ? new Date(lastParcelAt.getTime() + autoCompleteDays * DAY_MS) : null;
}
