import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Fault, type FaultBook, mergeFields } from './faults';
import type { KeyRing } from './key-ring';
import { type DeliveryAnswer, notificationEnvelope, postNotification } from './notification-delivery';
import { signedHeaders, truncated } from './signed-headers';
import type { DeliveryAttempt, SimulatedNotification, SimulatorState } from './state';

/** Seconds between deliveries, 24 h 4 min in all (wechat.md A10). */
export const RETRY_SECONDS: readonly number[] = [
  15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10_800, 10_800, 10_800, 21_600, 21_600,
];

const ACKNOWLEDGED = new Set([200, 204]);

export interface NotifierOptions {
  apiV3Key: string;
  keys: KeyRing;
  faults: FaultBook;
  state: () => SimulatorState;
  saveSoon: () => void;
  now: () => Date;
  retryScale: number;
  deadlineMs: number;
}

export interface Announcement {
  eventType: string;
  originalType: SimulatedNotification['originalType'];
  summary: string;
  url: string;
  content: Record<string, unknown>;
  /** `none`: kept for a resend by hand. `duplicate`: the first delivery goes out twice at once. */
  delivery?: 'normal' | 'none' | 'duplicate' | 'delayed';
  /** For `delayed`: seconds before the first delivery, not scaled. */
  delaySeconds?: number;
}

export interface Resend {
  /** How many deliveries; default 1. */
  times?: number;
  /** All at once instead of one after the other. */
  parallel?: boolean;
  /** Merged into what is encrypted, for genuine notifications that do not fit. */
  fields?: Record<string, unknown>;
}

/** Delivers notifications: signed and sealed anew each time, the same id, until 200 or 204 or the end of the schedule. */
export class Notifier {
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly deliveries = new Set<Promise<unknown>>();
  private readonly stopped = new AbortController();
  private deliveriesMade = 0;

  constructor(private readonly options: NotifierOptions) {}

  /** Puts a notification into the state; nothing is sent before {@link start}, so that the state is saved first. */
  announce(announcement: Announcement): SimulatedNotification {
    const { delivery = 'normal', delaySeconds = 0, ...message } = announcement;
    const now = this.options.now().getTime();
    const notification: SimulatedNotification = {
      ...message,
      id: randomUUID(),
      createdAt: now,
      status: delivery === 'none' ? 'held' : 'pending',
      attempts: [],
      retriesUsed: 0,
      nextAttemptAt: delivery === 'none' ? null : now + (delivery === 'delayed' ? delaySeconds * 1000 : 0),
      copies: delivery === 'duplicate' ? 2 : 1,
      hasAcceptedProbe: false,
    };
    this.options.state().notifications[notification.id] = notification;
    return notification;
  }

  /** Arms the timer of a pending notification; what fell due while the process was down goes out at once. */
  start(notification: SimulatedNotification): void {
    if (notification.status !== 'pending' || notification.nextAttemptAt === null) return;
    const isForgotten = this.options.state().notifications[notification.id] !== notification;
    if (isForgotten || this.stopped.signal.aborted) return;
    const waitMs = Math.max(0, notification.nextAttemptAt - this.options.now().getTime());
    this.disarm(notification.id);
    const timer = setTimeout(() => {
      this.timers.delete(notification.id);
      void this.track(this.deliverOnSchedule(notification));
    }, waitMs);
    this.timers.set(notification.id, timer);
  }

  resumeAll(): void {
    for (const notification of Object.values(this.options.state().notifications)) this.start(notification);
  }

  /** Sends again by hand; the retry schedule is not used up, but an acknowledgement ends it. */
  async resend(notification: SimulatedNotification, resend: Resend = {}): Promise<DeliveryAttempt[]> {
    const before = notification.attempts.length;
    const times = resend.times ?? 1;
    const send = (): Promise<void> => this.track(this.deliver(notification, resend.fields ?? {}));
    if (resend.parallel) await Promise.all(Array.from({ length: times }, send));
    else for (let sent = 0; sent < times; sent += 1) await send();
    return notification.attempts.slice(before);
  }

  /** Resolves when no delivery is under way and none is due now. */
  async settled(): Promise<void> {
    await pause(5);
    while (this.deliveries.size > 0) {
      await Promise.allSettled([...this.deliveries]);
      await pause(5);
    }
  }

  /** Forgets every timer, as for an empty state. */
  disarmAll(): void {
    for (const id of [...this.timers.keys()]) this.disarm(id);
  }

  async stop(): Promise<void> {
    this.disarmAll();
    this.stopped.abort();
    await Promise.allSettled([...this.deliveries]);
  }

  private disarm(id: string): void {
    clearTimeout(this.timers.get(id));
    this.timers.delete(id);
  }

  private track(delivery: Promise<void>): Promise<void> {
    this.deliveries.add(delivery);
    const forget = (): void => {
      this.deliveries.delete(delivery);
    };
    delivery.then(forget, forget);
    return delivery;
  }

  private async deliverOnSchedule(notification: SimulatedNotification): Promise<void> {
    const copies = Array.from({ length: notification.copies }, () => this.deliver(notification, {}));
    notification.copies = 1;
    await Promise.all(copies);
    if (notification.status !== 'pending' || this.stopped.signal.aborted) return;
    const seconds = RETRY_SECONDS[notification.retriesUsed];
    notification.retriesUsed += 1;
    if (seconds === undefined) notification.status = 'given-up';
    const waitMs = (seconds ?? 0) * 1000 * this.options.retryScale;
    notification.nextAttemptAt = seconds === undefined ? null : this.options.now().getTime() + waitMs;
    this.options.saveSoon();
    this.start(notification);
  }

  private async deliver(notification: SimulatedNotification, fields: Record<string, unknown>): Promise<void> {
    const fault = this.options.faults.take('notification', new URL(notification.url).pathname);
    if (fault?.kind === 'delay') await pause(fault.seconds * 1000, undefined, { signal: this.stopped.signal });
    if (fault?.kind === 'duplicate') await Promise.all([1, 2].map(() => this.attempt(notification, fields, fault)));
    else await this.attempt(notification, fields, fault);
  }

  private async attempt(
    notification: SimulatedNotification,
    fields: Record<string, unknown>,
    fault: Fault | null,
  ): Promise<void> {
    const at = this.options.now().getTime();
    const startedAt = performance.now();
    const wasProbe = fault?.kind === 'signature-probe' || this.isProbeTurn();
    const kind = wasProbe ? 'signature-probe' : fault?.kind;
    const alterations = fault?.kind === 'altered-content' ? mergeFields(fields, fault.fields) : fields;
    const content = mergeFields(notification.content, alterations);
    const isBroken = kind === 'broken-resource';
    const body = notificationEnvelope({ ...notification, content }, this.options.apiV3Key, isBroken);
    const signer = this.options.keys.signerForNotification(this.options.state().settings);
    const headers = signedHeaders({ body, signer, now: this.options.now(), fault: kind });
    const sent = kind === 'truncated-body' ? truncated(body) : body;
    const message = { url: notification.url, headers, body: sent };
    const answer = kind === 'drop' ? lostDelivery : await this.post(message);
    const durationMs = Math.round(performance.now() - startedAt);
    notification.attempts.push({ at, ...answer, wasProbe, durationMs });
    this.conclude(notification, answer.httpStatus, wasProbe);
  }

  private conclude(notification: SimulatedNotification, httpStatus: number | null, wasProbe: boolean): void {
    const isAcknowledged = httpStatus !== null && ACKNOWLEDGED.has(httpStatus);
    if (isAcknowledged && wasProbe) notification.hasAcceptedProbe = true;
    if (isAcknowledged && !wasProbe) {
      notification.status = 'delivered';
      notification.nextAttemptAt = null;
      this.disarm(notification.id);
    }
    this.options.saveSoon();
  }

  private post(message: Parameters<typeof postNotification>[0]): Promise<DeliveryAnswer> {
    const deadline = AbortSignal.timeout(this.options.deadlineMs);
    return postNotification(message, AbortSignal.any([deadline, this.stopped.signal]));
  }

  private isProbeTurn(): boolean {
    const every = this.options.state().settings.signatureProbeEvery;
    this.deliveriesMade += 1;
    return every > 0 && this.deliveriesMade % every === 0;
  }
}

const lostDelivery: DeliveryAnswer = { httpStatus: null, problem: 'dropped by a fault switch' };
