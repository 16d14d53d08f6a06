import type { SandboxCredentials } from './credentials';
import { FaultBook } from './faults';
import { KeyRing } from './key-ring';
import { Notifier } from './notifier';
import { Pusher } from './pusher';
import type { SimulatorSettings } from './settings';
import { emptyState, type SimulatorState } from './state';
import { readStateFile, StateFile } from './state-file';

export interface WorldOptions {
  credentials: SandboxCredentials;
  /** Where the state survives a restart; unset: memory only. */
  stateFile?: string;
  /** Start values of the settings; a saved state keeps its own. */
  settings?: Partial<SimulatorSettings>;
  now?: () => Date;
  /** Factor on the retry schedule of notifications; 1 = as WeChat, 0.001 = a second per 1000. */
  notifyRetrySecondsScale?: number;
  /** How long the receiver of a notification may take; WeChat gives 5 s. */
  notifyDeadlineMs?: number;
}

const NOTIFY_DEADLINE_MS = 5000;

/** What every part of the simulator works on: one platform with its keys, records, switches and clock. */
export class SimulatorWorld {
  readonly credentials: SandboxCredentials;
  readonly keys: KeyRing;
  readonly faults = new FaultBook();
  readonly notifier: Notifier;
  readonly pusher: Pusher;
  state: SimulatorState;
  private readonly stateFile: StateFile;
  private readonly clock: () => Date;
  private readonly startSettings: Partial<SimulatorSettings>;

  constructor(options: WorldOptions) {
    this.credentials = options.credentials;
    this.clock = options.now ?? (() => new Date());
    this.startSettings = options.settings ?? {};
    this.keys = new KeyRing(options.credentials);
    const saved = options.stateFile === undefined ? null : readStateFile(options.stateFile);
    this.state = saved ?? emptyState(this.startSettings);
    // Where the shop listens belongs to this start, not to what was saved at an earlier one.
    if (this.startSettings.pushUrl !== undefined) this.state.settings.pushUrl = this.startSettings.pushUrl;
    this.stateFile = new StateFile(options.stateFile ?? null, () => this.state);
    this.notifier = new Notifier({
      apiV3Key: options.credentials.apiV3Key,
      keys: this.keys,
      faults: this.faults,
      state: () => this.state,
      saveSoon: () => {
        this.saveSoon();
      },
      now: this.clock,
      retryScale: options.notifyRetrySecondsScale ?? 1,
      deadlineMs: options.notifyDeadlineMs ?? NOTIFY_DEADLINE_MS,
    });
    const { appId, pushToken: token, pushAesKey: aesKey } = options.credentials;
    this.pusher = new Pusher({
      identity: { appId, token, aesKey },
      faults: this.faults,
      state: () => this.state,
      saveSoon: () => {
        this.saveSoon();
      },
      now: this.clock,
      deadlineMs: options.notifyDeadlineMs ?? NOTIFY_DEADLINE_MS,
    });
  }

  now(): Date {
    return this.clock();
  }

  nowMs(): number {
    return this.clock().getTime();
  }

  /** For what may be lost in a crash: codes, tokens, counters. */
  saveSoon(): void {
    this.stateFile.saveSoon();
  }

  /** For money: resolves when the state is on disk, so that no reply promises what a crash would forget. */
  save(): Promise<void> {
    return this.stateFile.flush();
  }

  /** An empty platform with the settings it was started with and no fault switched on. */
  async reset(): Promise<void> {
    this.notifier.disarmAll();
    this.pusher.forgetTimers();
    this.faults.clear();
    this.state = emptyState(this.startSettings);
    await this.save();
  }
}
