import { z } from 'zod';
import type { Fault, FaultRequest } from '../faults';
import { revokeAccessTokens } from '../mini-program/access-tokens';
import { finishMediaCheck, type Suggestion } from '../mini-program/media-check';
import { issueCode } from '../mini-program/single-use-codes';
import { quotaKey } from '../mini-program/subscribe-message';
import { findOrder } from '../pay/orders';
import type { RefundClock } from '../pay/refund-clock';
import { settleSharing, type ShareFailures } from '../pay/profit-sharing';
import { announceEnd, endTransfer, findTransfer, type TransferSettlement } from '../pay/transfers';
import { settleRefund, type Settlement } from '../pay/refunds';
import { type SimulatorSettings, simulatorSettings } from '../settings';
import type {
  DeliveryAttempt,
  FundMovement,
  SentMessage,
  SimulatedNotification,
  SimulatedOrder,
  SimulatedProfitSharing,
  SimulatedRefund,
  SimulatedTransfer,
} from '../state';
import type { SimulatorWorld } from '../world';
import type { Resend } from '../notifier';
import { BillControl } from './bill-control';
import { type PaymentOutcome, type PaymentRequest, requestPayment } from './request-payment';
import { ShippingControl } from './shipping-control';

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
  /** Makes bills say something else than the books. */
  readonly bills: BillControl;
  readonly shipping: ShippingControl;

  constructor(
    private readonly world: SimulatorWorld,
    private readonly refundClock: RefundClock,
  ) {
    this.bills = new BillControl(world);
    this.shipping = new ShippingControl(world);
  }

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

  /** Every movement of the merchant's account, oldest first. */
  listFundFlow(): readonly FundMovement[] {
    return this.world.state.fundFlow;
  }

  listProfitSharings(): SimulatedProfitSharing[] {
    return Object.values(this.world.state.profitSharings);
  }

  /** Ends a split now; `failures` names the accounts that get nothing, with their fail_reason. */
  async settleProfitSharing(outOrderNo: string, failures: ShareFailures = {}): Promise<SimulatedProfitSharing> {
    const sharing = this.world.state.profitSharings[outOrderNo];
    if (!sharing) throw new ControlError(404, `No split ${outOrderNo}.`);
    if (!settleSharing(this.world, sharing, failures)) throw new ControlError(409, `Split ${outOrderNo} has ended.`);
    await this.world.save();
    return sharing;
  }

  listTransfers(): SimulatedTransfer[] {
    return Object.values(this.world.state.transfers);
  }

  /** What the user (SUCCESS), the bank or the time limit (FAIL) make of an unconfirmed transfer. */
  async settleTransfer(outBillNo: string, settlement: TransferSettlement): Promise<SimulatedTransfer> {
    const transfer = await findTransfer(this.world, outBillNo);
    if (!transfer) throw new ControlError(404, `No transfer ${outBillNo}.`);
    const ended = endTransfer(this.world, transfer, settlement);
    if (!ended) throw new ControlError(409, `Transfer ${outBillNo} is ${transfer.status} and stays so.`);
    await announceEnd(this.world, ended);
    return transfer;
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
  async deliveriesSettled(): Promise<void> {
    await this.world.notifier.settled();
    await this.world.pusher.settled();
  }

  /** Gives the verdict on a picture that was handed in. */
  finishMediaCheck(traceId: string, suggest?: Suggestion): void {
    if (!finishMediaCheck(this.world, traceId, suggest)) throw new ControlError(404, `No open check ${traceId}.`);
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
