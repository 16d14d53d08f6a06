import { randomUUID } from 'node:crypto';
import type { FaultBook } from './faults';
import { type PushIdentity, writePush, type WrittenPush } from './push-sealing';
import type { SimulatedPush, SimulatorState } from './state';

const RETRIES = 3;
const KEPT_PUSHES = 500;

export interface PusherOptions {
  identity: PushIdentity;
  faults: FaultBook;
  state: () => SimulatorState;
  saveSoon: () => void;
  now: () => Date;
  deadlineMs: number;
}

type Answer = Omit<SimulatedPush['attempts'][number], 'at'>;

/** `success` and nothing at all mean received; everything else makes WeChat send again at once (wechat.md C4). */
const isAcknowledged = ({ httpStatus, answer }: Answer): boolean =>
  httpStatus === 200 && (answer === '' || answer === 'success');

/** Delivers events to the push URL of the mini-program: four times at most, five seconds each. */
export class Pusher {
  private readonly deliveries = new Set<Promise<unknown>>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly stopped = new AbortController();

  constructor(private readonly options: PusherOptions) {}

  /** Writes an event down and sends it when a push URL is set. */
  push(event: string, fields: Record<string, unknown>, fromUser = 'o_wechat_system'): SimulatedPush {
    const push: SimulatedPush = {
      id: randomUUID(),
      event,
      fields: {
        ToUserName: 'gh_sandbox',
        FromUserName: fromUser,
        CreateTime: Math.floor(this.options.now().getTime() / 1000),
        MsgType: 'event',
        Event: event,
        ...fields,
      },
      status: 'pending',
      attempts: [],
    };
    const { pushes } = this.options.state();
    pushes.push(push);
    if (pushes.length > KEPT_PUSHES) pushes.shift();
    this.options.saveSoon();
    void this.track(this.deliver(push));
    return push;
  }

  /** Sends an event again, as it was, whatever became of it. */
  async resend(push: SimulatedPush): Promise<SimulatedPush> {
    await this.track(this.deliver(push));
    return push;
  }

  /** Runs something after a while unless the platform is stopped or emptied first. */
  later(milliseconds: number, run: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      run();
    }, milliseconds);
    this.timers.add(timer);
  }

  /** Resolves when no delivery is under way. */
  async settled(): Promise<void> {
    while (this.deliveries.size > 0) await Promise.allSettled([...this.deliveries]);
  }

  forgetTimers(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  async stop(): Promise<void> {
    this.forgetTimers();
    this.stopped.abort();
    await Promise.allSettled([...this.deliveries]);
  }

  private track<T>(delivery: Promise<T>): Promise<T> {
    this.deliveries.add(delivery);
    const forget = (): void => {
      this.deliveries.delete(delivery);
    };
    delivery.then(forget, forget);
    return delivery;
  }

  private async deliver(push: SimulatedPush): Promise<void> {
    const { pushUrl, pushMode: mode, pushFormat: format } = this.options.state().settings;
    if (pushUrl === null) {
      push.status = 'held';
      return;
    }
    for (let attempt = 0; attempt <= RETRIES && !this.stopped.signal.aborted; attempt += 1) {
      const at = this.options.now();
      const written = writePush(push.fields, { identity: this.options.identity, shape: { mode, format }, now: at });
      const answer = await this.send(pushUrl, written);
      push.attempts.push({ at: at.getTime(), ...answer });
      push.status = isAcknowledged(answer) ? 'delivered' : 'given-up';
      if (push.status === 'delivered') break;
    }
    this.options.saveSoon();
  }

  private async send(pushUrl: string, { query, body, contentType }: WrittenPush): Promise<Answer> {
    const fault = this.options.faults.take('notification', new URL(pushUrl).pathname);
    if (fault?.kind === 'drop') return { httpStatus: null, answer: 'dropped by a fault switch' };
    const forged = fault?.kind === 'bad-signature' ? query.replace(/signature=[0-9a-f]/g, 'signature=x') : query;
    const signal = AbortSignal.any([AbortSignal.timeout(this.options.deadlineMs), this.stopped.signal]);
    try {
      const headers = { 'Content-Type': contentType, 'User-Agent': 'Mozilla/4.0' };
      const response = await fetch(`${pushUrl}?${forged}`, {
        method: 'POST',
        headers,
        body,
        redirect: 'manual',
        signal,
      });
      return { httpStatus: response.status, answer: await response.text() };
    } catch {
      return { httpStatus: null, answer: 'no answer' };
    }
  }
}
