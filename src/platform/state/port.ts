/**
 * State shared by all instances (Redis) or held by the only one (memory); while Redis does not answer, each instance has its own.
 * Nothing here is a source of truth for money or stock.
 */
export interface SharedState {
  cache: Cache;
  locks: Locks;
  limiter: Limiter;
  bus: Bus;
  /**
   * Appends to a capped stream for outside readers, in order; without Redis there is nobody to read it and nothing happens.
   * @throws Error when Redis does not answer
   */
  appendToStream(stream: string, entries: readonly Record<string, string>[]): Promise<void>;
  /** Answers whether the store is reachable; for the readiness probe. */
  ping(): Promise<boolean>;
  close(): Promise<void>;
}

export interface Cache {
  get(key: string): Promise<string | null>;
  set(key: string, value: string, ttlSeconds: number): Promise<void>;
  delete(key: string): Promise<void>;
  /** Deletes only while the stored value is still the given one. */
  deleteIfEquals(key: string, value: string): Promise<void>;
}

export interface Locks {
  /**
   * Runs work while holding the named lock; waits for up to `ttlSeconds` for it.
   * The lock frees itself after `ttlSeconds` should the holder die.
   * @throws Error when it could not be had in time
   */
  withLock<T>(name: string, ttlSeconds: number, work: () => Promise<T>): Promise<T>;
}

export interface LimitDecision {
  isAllowed: boolean;
  /** Whole seconds until the same call would succeed if nobody else called; 0 when allowed. */
  retryAfterSeconds: number;
}

export interface LimitRule {
  limit: number;
  windowSeconds: number;
}

/** Sliding windows: at any moment they hold what happened in the last `windowSeconds`, not in the current minute. */
export interface Limiter {
  /** Takes a place in one window; a refused call takes none. */
  take(key: string, rule: LimitRule): Promise<LimitDecision>;
  /** Takes a place in every window, or in none when one of them is full. The keys must differ. */
  takeAll(windows: (LimitRule & { key: string })[]): Promise<LimitDecision>;
  /**
   * Notes that something happened and answers with how often it has in each window, this time included.
   * @param windows.most counting stops there, so that a window stays small
   */
  count(windows: { key: string; windowSeconds: number; most: number }[]): Promise<number[]>;
}

export interface Bus {
  /** Tells every instance, the own one included. Best effort: lost messages are made good by expiry. */
  publish(channel: string, message: string): Promise<void>;
  subscribe(channel: string, listener: (message: string) => void): Promise<void>;
}
