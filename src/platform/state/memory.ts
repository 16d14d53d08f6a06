import { createMemoryLimiter } from './memory-limiter';
import type { Bus, Cache, Locks, SharedState } from './port';

const SWEEP_EVERY_MS = 60_000;

/** The single-instance implementation: plain maps, swept once a minute. */
export function createMemoryState(now: () => number = Date.now): SharedState {
  const cache = createCache(now);
  const limiter = createMemoryLimiter(now);
  const timer = setInterval(() => {
    cache.sweep();
    limiter.sweep();
  }, SWEEP_EVERY_MS);
  timer.unref();
  return {
    cache,
    limiter,
    locks: createLocks(),
    bus: createBus(),
    appendToStream: () => Promise.resolve(),
    ping: () => Promise.resolve(true),
    close: () => {
      clearInterval(timer);
      return Promise.resolve();
    },
  };
}

function createCache(now: () => number): Cache & { sweep(): void } {
  const entries = new Map<string, { value: string; expiresAt: number }>();
  const read = (key: string): string | null => {
    const entry = entries.get(key);
    return entry && entry.expiresAt > now() ? entry.value : null;
  };
  return {
    get: (key) => Promise.resolve(read(key)),
    set: (key, value, ttlSeconds) => {
      entries.set(key, { value, expiresAt: now() + ttlSeconds * 1000 });
      return Promise.resolve();
    },
    delete: (key) => {
      entries.delete(key);
      return Promise.resolve();
    },
    deleteIfEquals: (key, value) => {
      if (read(key) === value) entries.delete(key);
      return Promise.resolve();
    },
    sweep: () => {
      for (const [key, entry] of entries) if (entry.expiresAt <= now()) entries.delete(key);
    },
  };
}

/** Waiters of one lock form a chain of promises; each link ends with its work, or with its time to live as in Redis. */
function createLocks(): Locks {
  const tails = new Map<string, Promise<void>>();
  return {
    withLock: async (name, ttlSeconds, work) => {
      const previous = tails.get(name) ?? Promise.resolve();
      let release = (): void => undefined;
      const held = new Promise<void>((done) => (release = done));
      const tail = previous.then(() => held);
      tails.set(name, tail);
      void tail.then(() => {
        if (tails.get(name) === tail) tails.delete(name);
      });
      try {
        await withinTime(previous, ttlSeconds, `lock ${name} could not be had in ${ttlSeconds} s`);
        setTimeout(release, ttlSeconds * 1000).unref();
        return await work();
      } finally {
        release();
      }
    },
  };
}

async function withinTime(turn: Promise<void>, seconds: number, complaint: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_done, fail) => {
    timer = setTimeout(() => {
      fail(new Error(complaint));
    }, seconds * 1000);
  });
  await Promise.race([turn, tooLate]).finally(() => {
    clearTimeout(timer);
  });
}

function createBus(): Bus {
  const listeners = new Map<string, ((message: string) => void)[]>();
  return {
    publish: (channel, message) => {
      for (const listener of listeners.get(channel) ?? []) listener(message);
      return Promise.resolve();
    },
    subscribe: (channel, listener) => {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return Promise.resolve();
    },
  };
}
