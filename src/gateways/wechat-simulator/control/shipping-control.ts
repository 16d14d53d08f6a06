import { announceSettled, remindShipping } from '../mini-program/push-events';
import { findOrder } from '../pay/orders';
import type { ShippingRecord, SimulatedOrder, SimulatedPush } from '../state';
import type { SimulatorWorld } from '../world';

/** What WeChat's shipping service and message push do on their own account, done on demand. */
export class ShippingControl {
  constructor(private readonly world: SimulatorWorld) {}

  /** The filed shipping of a payment; null when nothing was uploaded. */
  find(outTradeNo: string): ShippingRecord | null {
    return this.world.state.shippingRecords[outTradeNo] ?? null;
  }

  /** Pushes the reminder of a payment that is unshipped for two days. */
  remind(outTradeNo: string): boolean {
    const order = this.paidOrder(outTradeNo);
    if (order) remindShipping(this.world, order);
    return order !== null;
  }

  /** The receipt is confirmed, by the buyer or by itself, and the money released. False when nothing was shipped. */
  async settle(outTradeNo: string, method: 'auto' | 'manual'): Promise<boolean> {
    const order = this.paidOrder(outTradeNo);
    const record = this.find(outTradeNo);
    if (!order || !record?.isFinished) return false;
    record.receivedAt ??= this.world.nowMs();
    record.settledAt ??= this.world.nowMs();
    await this.world.save();
    announceSettled(this.world, order, method);
    return true;
  }

  listPushes(): SimulatedPush[] {
    return this.world.state.pushes;
  }

  /** Any event with any fields, as a user or WeChat would cause it. */
  push(event: string, fields: Record<string, unknown>, fromUser?: string): SimulatedPush {
    return this.world.pusher.push(event, fields, fromUser);
  }

  /** Sends an event again; null when it is unknown. */
  async resend(id: string): Promise<SimulatedPush | null> {
    const push = this.world.state.pushes.find((candidate) => candidate.id === id);
    return push ? this.world.pusher.resend(push) : null;
  }

  private paidOrder(outTradeNo: string): SimulatedOrder | null {
    const order = findOrder(this.world, outTradeNo);
    return order?.transactionId ? order : null;
  }
}
