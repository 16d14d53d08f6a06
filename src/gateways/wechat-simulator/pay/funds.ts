import { beijingDayDigits } from '../beijing-time';
import { randomDigits } from '../random-ids';
import type { FundMovement, SimulatedOrder } from '../state';
import type { SimulatorWorld } from '../world';

export type NewMovement = Pick<
  FundMovement,
  'businessNo' | 'name' | 'type' | 'direction' | 'amountFen' | 'note' | 'voucherNo'
>;

/** The merchant's account changes here and nowhere else, so that the fund-flow bill adds up. */
export function bookMovement(world: SimulatorWorld, movement: NewMovement): void {
  const { state } = world;
  const now = world.nowMs();
  state.balanceFen += movement.direction === 'in' ? movement.amountFen : -movement.amountFen;
  state.fundFlow.push({
    ...movement,
    at: now,
    flowNo: `${world.credentials.mchId}${beijingDayDigits(now)}${randomDigits(10)}`,
    balanceFen: state.balanceFen,
  });
}

const AUTOMATIC_UNFREEZE_MS = 30 * 86_400_000;

/** What is held back of a payment for splitting; after thirty days the platform gives it free. */
export function frozenFen(world: SimulatorWorld, order: SimulatedOrder): number {
  if (order.paidAt !== null && world.nowMs() - order.paidAt > AUTOMATIC_UNFREEZE_MS) order.frozenFen = 0;
  return order.frozenFen;
}

/** The part of the balance that refunds and transfers can be paid from. */
export function availableFen(world: SimulatorWorld): number {
  const frozen = Object.values(world.state.orders).reduce((sum, order) => sum + frozenFen(world, order), 0);
  return world.state.balanceFen - frozen;
}

/** The platform's fee on an amount, to the fen. */
export const feeOn = (world: SimulatorWorld, amountFen: number): number =>
  Math.round((amountFen * world.state.settings.feeBps) / 10_000);
