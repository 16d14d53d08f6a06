import type { SimulatedRefund } from '../state';
import type { SimulatorWorld } from '../world';
import { settleIfDue } from './refunds';

/** Timers that settle refunds; a query settles what is due as well, so a lost timer loses nothing. */
export class RefundClock {
  private readonly timers = new Map<string, NodeJS.Timeout>();

  constructor(private readonly world: SimulatorWorld) {}

  watch(refund: SimulatedRefund): void {
    if (refund.status !== 'PROCESSING' || refund.settlesAt === null) return;
    clearTimeout(this.timers.get(refund.outRefundNo));
    const waitMs = Math.max(0, refund.settlesAt - this.world.nowMs());
    const timer = setTimeout(() => {
      this.timers.delete(refund.outRefundNo);
      // When saving fails the refund is settled in memory all the same, and the next save writes it.
      settleIfDue(this.world, refund).catch(() => undefined);
    }, waitMs);
    this.timers.set(refund.outRefundNo, timer);
  }

  watchAll(): void {
    for (const refund of Object.values(this.world.state.refunds)) this.watch(refund);
  }

  stop(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }
}
