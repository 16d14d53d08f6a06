/** State shared by all instances (Redis) or held by the only one (memory). Nothing here is a source of truth for money or stock. */
export interface SharedState {
  cache: Cache;
  locks: Locks;
  limiter: Limiter;
  bus: Bus;
  /** Appends to a capped stream for outside readers; without Redis there is nobody to read it and nothing happens. */
  appendToStream(stream: string, fields: Record<string, string>): Promise<void>;
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
  /** Whole seconds until the next call can succeed; 0 when allowed. */
  retryAfterSeconds: number;
}

export interface Limiter {
  /** Counts one call in a sliding window and says whether it is within the limit. */
  take(key: string, rule: { limit: number; windowSeconds: number }): Promise<LimitDecision>;
}

export interface Bus {
  /** Tells every instance, the own one included. Best effort: lost messages are made good by expiry. */
  publish(channel: string, message: string): Promise<void>;
  subscribe(channel: string, listener: (message: string) => void): Promise<void>;
}
