import { z } from 'zod';
import type { Fault, FaultRequest } from '../faults';
import { revokeAccessTokens } from '../mini-program/access-tokens';
import { issueCode } from '../mini-program/single-use-codes';
import { quotaKey } from '../mini-program/subscribe-message';
import { findOrder } from '../pay/orders';
import type { RefundClock } from '../pay/refund-clock';
import { settleRefund, type Settlement } from '../pay/refunds';
import { type SimulatorSettings, simulatorSettings } from '../settings';
import type { DeliveryAttempt, SentMessage, SimulatedNotification, SimulatedOrder, SimulatedRefund } from '../state';
import type { SimulatorWorld } from '../world';
import type { Resend } from '../notifier';
import { type PaymentOutcome, type PaymentRequest, requestPayment } from './request-payment';

/** A control request that names nothing there is, or asks for what the state forbids. */
export class ControlError extends Error {
  override readonly name = 'ControlError';

  constructor(
    readonly status: 404 | 409,
    message: string,
  ) {
    super(message);
  }
}

export interface PaymentRecord extends SimulatedOrder {
  prepayIds: string[];
}

export const settingsChange = simulatorSettings.partial().extend({ balanceFen: z.int().min(0).optional() });
export type SettingsChange = z.infer<typeof settingsChange>;

/** What tests and the demo do to the simulated platform from outside; the HTTP control API is the same, call by call. */
export class SimulatorControl {
  constructor(
    private readonly world: SimulatorWorld,
    private readonly refundClock: RefundClock,
  ) {}

  /** A `wx.login` code for this user. */
  issueLoginCode(openid: string): { code: string } {
    return { code: issueCode(this.world.state.loginCodes, openid, this.world.nowMs()) };
  }

  /** A `getPhoneNumber` code for this number. */
  issuePhoneCode(phone: string): { code: string } {
    return { code: issueCode(this.world.state.phoneCodes, phone, this.world.nowMs()) };
  }

  /** The user accepts `count` messages of a template. */
  acceptSubscription(openid: string, templateId: string, count = 1): { left: number } {
    const key = quotaKey(openid, templateId);
    const left = (this.world.state.messageQuotas[key] ?? 0) + count;
    this.world.state.messageQuotas[key] = left;
    return { left };
  }

  pay(request: PaymentRequest): Promise<PaymentOutcome> {
    return requestPayment(this.world, request);
  }

  listPayments(): PaymentRecord[] {
    const prepayIds = new Map<string, string[]>();
    for (const [prepayId, { outTradeNo }] of Object.entries(this.world.state.prepays)) {
      prepayIds.set(outTradeNo, [...(prepayIds.get(outTradeNo) ?? []), prepayId]);
    }
    return Object.keys(this.world.state.orders).flatMap((outTradeNo) => {
      const order = findOrder(this.world, outTradeNo);
      return order ? [{ ...order, prepayIds: prepayIds.get(outTradeNo) ?? [] }] : [];
    });
  }

  findPayment(outTradeNo: string): PaymentRecord {
    const order = findOrder(this.world, outTradeNo);
    if (!order) throw new ControlError(404, `No payment ${outTradeNo}.`);
    const prepays = Object.entries(this.world.state.prepays);
    const prepayIds = prepays.filter(([, prepay]) => prepay.outTradeNo === outTradeNo).map(([prepayId]) => prepayId);
    return { ...order, prepayIds };
  }

  listRefunds(): SimulatedRefund[] {
    return Object.values(this.world.state.refunds);
  }

  /** Settles a PROCESSING or ABNORMAL refund now and announces it. */
  async settleRefund(outRefundNo: string, settlement: Settlement): Promise<SimulatedRefund> {
    const refund = this.world.state.refunds[outRefundNo];
    if (!refund) throw new ControlError(404, `No refund ${outRefundNo}.`);
    const settled = settleRefund(this.world, refund, settlement);
    if (!settled) throw new ControlError(409, `Refund ${outRefundNo} is ${refund.status} and stays so.`);
    await this.world.save();
    if (settled.notification) this.world.notifier.start(settled.notification);
    return refund;
  }

  listNotifications(): SimulatedNotification[] {
    return Object.values(this.world.state.notifications);
  }

  /** Signs and sends a notification again, whatever became of it; resolves with the deliveries made. */
  resendNotification(id: string, resend: Resend = {}): Promise<DeliveryAttempt[]> {
    const notification = this.world.state.notifications[id];
    if (!notification) throw new ControlError(404, `No notification ${id}.`);
    return this.world.notifier.resend(notification, resend);
  }

  /** Resolves when every delivery that is due has ended; for tests in the same process. */
  deliveriesSettled(): Promise<void> {
    return this.world.notifier.settled();
  }

  addFault(fault: FaultRequest): readonly Fault[] {
    this.world.faults.add(fault);
    return this.world.faults.list();
  }

  listFaults(): readonly Fault[] {
    return this.world.faults.list();
  }

  clearFaults(): void {
    this.world.faults.clear();
  }

  readSettings(): SimulatorSettings & { balanceFen: number } {
    return { ...this.world.state.settings, balanceFen: this.world.state.balanceFen };
  }

  async changeSettings(change: SettingsChange): Promise<SimulatorSettings & { balanceFen: number }> {
    const { balanceFen, ...settings } = settingsChange.parse(change);
    this.world.state.settings = { ...this.world.state.settings, ...settings };
    if (balanceFen !== undefined) this.world.state.balanceFen = balanceFen;
    await this.world.save();
    return this.readSettings();
  }

  /** Every access token stops working; with `keepsServing` the normal mode goes on answering the dead one. */
  revokeAccessTokens({ keepsServing = false }: { keepsServing?: boolean } = {}): void {
    revokeAccessTokens(this.world, keepsServing);
  }

  listSentMessages(): SentMessage[] {
    return this.world.state.sentMessages;
  }

  /** How often each call was made, by `METHOD /route`. */
  countCalls(): Record<string, number> {
    return { ...this.world.state.callCounts };
  }

  /** Back to an empty platform. */
  async reset(): Promise<void> {
    this.refundClock.stop();
    await this.world.reset();
  }
}
