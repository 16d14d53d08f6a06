import type Redis from 'ioredis';

const OUTAGE_MS = 2_000;
const WARN_EVERY_MS = 60_000;

/**
 * Asks all instances' store, or this instance's own while the store does not answer: a shop without Redis stays open.
 * After a failure the store is left in peace for two seconds, so that callers do not all wait for the same silence.
 */
export type AskShared = <Answer>(shared: () => Promise<Answer>, alone: () => Promise<Answer>) => Promise<Answer>;

export interface OutageGuardOptions {
  redis: Redis;
  /** Resolves once the first attempt to connect has ended, well or not. */
  attempted: Promise<unknown>;
  /** Hears of failures, at most once a minute. */
  warn: (message: string, error: unknown) => void;
}

export function createOutageGuard({ redis, attempted, warn }: OutageGuardOptions): AskShared {
  let trustedAgainAt = 0;
  let warnedAt = -Infinity;
  const complain = (error: unknown) => {
    if (Date.now() - warnedAt < WARN_EVERY_MS) return;
    warnedAt = Date.now();
    warn('Redis does not answer, this instance counts and remembers for itself', error);
  };
  return async (shared, alone) => {
    await attempted;
    if (Date.now() < trustedAgainAt || redis.status !== 'ready') {
      complain(redis.status);
      return alone();
    }
    return shared().catch((error: unknown) => {
      trustedAgainAt = Date.now() + OUTAGE_MS;
      complain(error);
      return alone();
    });
  };
}
