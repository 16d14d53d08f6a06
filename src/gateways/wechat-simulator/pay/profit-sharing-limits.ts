import type { SimulatedOrder } from '../state';
import type { SimulatorWorld } from '../world';
import { frozenFen } from './funds';
import { orderOfTransaction } from './profit-sharing';
import { invalidRequest, notEnoughBalance, overSharingLimit, resourceNotExists } from './refusal';

const LEAST_AGE_MS = 60_000;
const MAX_SPLITS_PER_ORDER = 50;

/** The paid order that was made for splitting and is old enough (wechat.md A12). */
export function splittableOrder(world: SimulatorWorld, transactionId: string): SimulatedOrder {
  const order = orderOfTransaction(world, transactionId);
  if (order?.paidAt == null) throw resourceNotExists('订单不存在');
  if (!order.isProfitSharing) throw invalidRequest('非分账订单不支持分账');
  if (world.nowMs() - order.paidAt < LEAST_AGE_MS) throw invalidRequest('订单处理中，暂时无法分账，请稍后再试');
  return order;
}

const splitsOf = (world: SimulatorWorld, transactionId: string) =>
  Object.values(world.state.profitSharings).filter(
    (sharing) => sharing.transactionId === transactionId && sharing.kind === 'split',
  );

/** Throws the refusal for a split of this amount; what failed counts neither as split nor as frozen. */
export function requireSplittable(world: SimulatorWorld, order: SimulatedOrder, amountFen: number): void {
  const earlier = splitsOf(world, order.transactionId ?? '');
  if (earlier.length >= MAX_SPLITS_PER_ORDER) throw overSharingLimit('同一订单最多请求50次分账');
  const shares = earlier.flatMap((sharing) => sharing.shares).filter(({ result }) => result !== 'CLOSED');
  const sharedFen = shares.reduce((sum, share) => sum + share.amountFen, 0);
  const limitFen = Math.floor((order.totalFen * world.state.settings.profitSharingMaxBps) / 10_000);
  if (amountFen > frozenFen(world, order)) throw notEnoughBalance('订单剩余待分金额不足');
  if (sharedFen + amountFen > limitFen) throw overSharingLimit('分账金额超过最大分账比例');
}

export function requireNothingPending(world: SimulatorWorld, order: SimulatedOrder): void {
  const isPending = splitsOf(world, order.transactionId ?? '').some(({ state }) => state === 'PROCESSING');
  if (isPending) throw invalidRequest('存在处理中的分账，请稍后再试');
}
