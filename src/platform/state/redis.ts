import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import Redis from 'ioredis';
import type { Bus, Cache, Locks, SharedState } from './port';
import { createRedisLimiter } from './redis-limiter';

const STREAM_LENGTH = 100_000;
const LOCK_POLL_MS = 50;

const DELETE_IF_EQUALS = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

export interface RedisStateOptions {
  /** Keeps installations that share a server apart. */
  prefix?: string;
  /** The limiter's clock; the server's own when left out, so that instances need not agree on the time. */
  now?: () => number;
  /** Hears of the limiter's failures, at most once a minute. */
  warn?: (message: string, error: unknown) => void;
}

/**
 * The implementation for several instances.
 * @param url redis://…
 */
export function createRedisState(
  url: string,
  { prefix = 'mallard:', now, warn = () => undefined }: RedisStateOptions = {},
): SharedState {
  const options = { enableAutoPipelining: true, maxRetriesPerRequest: 2 };
  const redis = new Redis(url, options);
  const subscriber = new Redis(url, { maxRetriesPerRequest: null });
  // Without a listener ioredis prints every reconnect attempt; the readiness probe reports an unreachable server instead.
  redis.on('error', () => undefined);
  subscriber.on('error', () => undefined);
  return {
    cache: createCache(redis, prefix),
    locks: createLocks(redis, prefix),
    limiter: createRedisLimiter({ redis, prefix, now, warn }),
    bus: createBus(redis, subscriber, prefix),
    appendToStream: async (stream, entries) => {
      const batch = redis.pipeline();
      for (const fields of entries)
        batch.xadd(prefix + stream, 'MAXLEN', '~', STREAM_LENGTH, '*', ...Object.entries(fields).flat());
      const failures = (await batch.exec())?.flatMap(([error]) => error ?? []) ?? [];
      if (failures[0]) throw failures[0];
    },
    ping: async () => (await redis.ping().catch(() => '')) === 'PONG',
    close: async () => {
      await Promise.allSettled([redis.quit(), subscriber.quit()]);
      // A connection that was lost would be tried again for ever.
      redis.disconnect();
      subscriber.disconnect();
    },
  };
}

function createCache(redis: Redis, prefix: string): Cache {
  return {
    get: (key) => redis.get(prefix + key),
    set: async (key, value, ttlSeconds) => {
      await redis.set(prefix + key, value, 'EX', Math.max(1, Math.ceil(ttlSeconds)));
    },
    delete: async (key) => {
      await redis.del(prefix + key);
    },
    deleteIfEquals: async (key, value) => {
      await redis.eval(DELETE_IF_EQUALS, 1, prefix + key, value);
    },
  };
}

function createLocks(redis: Redis, prefix: string): Locks {
  return {
    withLock: async (name, ttlSeconds, work) => {
      const key = `${prefix}lock:${name}`;
      const token = randomUUID();
      const deadline = Date.now() + ttlSeconds * 1000;
      while ((await redis.set(key, token, 'PX', ttlSeconds * 1000, 'NX')) !== 'OK') {
        if (Date.now() > deadline) throw new Error(`lock ${name} could not be had in ${ttlSeconds} s`);
        await sleep(LOCK_POLL_MS);
      }
      try {
        return await work();
      } finally {
        await redis.eval(DELETE_IF_EQUALS, 1, key, token);
      }
    },
  };
}

function createBus(redis: Redis, subscriber: Redis, prefix: string): Bus {
  const listeners = new Map<string, ((message: string) => void)[]>();
  subscriber.on('message', (channel: string, message: string) => {
    for (const listener of listeners.get(channel) ?? []) listener(message);
  });
  return {
    publish: async (channel, message) => {
      await redis.publish(prefix + channel, message);
    },
    subscribe: async (channel, listener) => {
      const name = prefix + channel;
      listeners.set(name, [...(listeners.get(name) ?? []), listener]);
      await subscriber.subscribe(name);
    },
  };
}
