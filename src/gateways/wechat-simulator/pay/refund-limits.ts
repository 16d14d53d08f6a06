import type { SimulatedOrder } from '../state';
import type { SimulatorWorld } from '../world';
import { availableFen, feeOn, frozenFen } from './funds';
import { differsFromFirstRequest, invalidRequest, notEnoughBalance, PayRefusal, tooFrequent } from './refusal';

const REFUND_WINDOW_MS = 365 * 86_400_000;
const MAX_REFUNDS_PER_ORDER = 50;
const MAX_FAILURES_PER_SECOND = 6;

interface WantedRefund {
  refundFen: number;
  totalFen: number;
}

function earlierRefunds(world: SimulatorWorld, order: SimulatedOrder) {
  const refunds = order.refundNos.flatMap((no) => world.state.refunds[no] ?? []);
  const counting = refunds.filter(({ status }) => status !== 'CLOSED');
  return {
    count: counting.length,
    sumFen: counting.reduce((sum, { refundFen }) => sum + refundFen, 0),
    lastAt: Math.max(0, ...refunds.map(({ createdAt }) => createdAt)),
  };
}

/** Throws the refusal for a new refund that this order or the merchant's balance does not allow (wechat.md A9). */
export function requireRefundable(world: SimulatorWorld, order: SimulatedOrder, wanted: WantedRefund): void {
  if (order.paidAt === null) throw invalidRequest('订单未支付，不能退款');
  if (wanted.totalFen !== order.totalFen) throw invalidRequest('原订单金额与请求中的 total 不一致');
  const now = world.nowMs();
  if (now - order.paidAt > REFUND_WINDOW_MS) throw invalidRequest('订单已超过可退款的最长期限（365天）');
  const earlier = earlierRefunds(world, order);
  if (earlier.count >= MAX_REFUNDS_PER_ORDER) throw invalidRequest('同一订单部分退款次数超过50次');
  if (earlier.sumFen + wanted.refundFen > order.totalFen) throw invalidRequest('退款金额大于订单剩余可退金额');
  const gapMs = world.state.settings.refundGapSeconds * 1000;
  if (now - earlier.lastAt < gapMs) throw tooFrequent('同一订单两次退款的间隔须大于1分钟');
  const neededFen = wanted.refundFen - feeOn(world, wanted.refundFen);
  const frozen = frozenFen(world, order);
  // As long as a split payment is not finished, its refunds come from what is frozen and from nowhere else.
  if (frozen > 0 && neededFen > frozen) throw invalidRequest('订单已分账，退款金额大于剩余冻结金额，请先解冻');
  if (frozen === 0 && neededFen > availableFen(world)) throw notEnoughBalance();
}

export function requireSameRefund(firstHash: string, hash: string): void {
  if (firstHash !== hash) throw differsFromFirstRequest();
}

/** Counts refused refund calls: whoever keeps sending wrong ones is slowed down, right ones included. */
export class FailureLimit {
  private failures: number[] = [];

  run<T>(now: number, call: () => T): T {
    this.failures = this.failures.filter((at) => now - at < 1000);
    if (this.failures.length >= MAX_FAILURES_PER_SECOND) throw tooFrequent();
    try {
      return call();
    } catch (error) {
      if (error instanceof PayRefusal) this.failures.push(now);
      throw error;
    }
  }
}
