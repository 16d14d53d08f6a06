import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import Redis from 'ioredis';
import { createMemoryState } from './memory';
import type { Bus, Cache, Limiter, Locks, SharedState } from './port';

const STREAM_LENGTH = 100_000;
const LOCK_POLL_MS = 50;

/** One round trip: forget calls that left the window, count the rest, add this one when it fits. */
const TAKE = `
redis.call('zremrangebyscore', KEYS[1], '-inf', ARGV[1] - ARGV[2])
local count = redis.call('zcard', KEYS[1])
if count < tonumber(ARGV[3]) then
  redis.call('zadd', KEYS[1], ARGV[1], ARGV[4])
  redis.call('pexpire', KEYS[1], ARGV[2])
  return -1
end
return tonumber(redis.call('zrange', KEYS[1], 0, 0, 'withscores')[2])`;

const DELETE_IF_EQUALS = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

/**
 * The implementation for several instances.
 * @param url redis://… ; @param prefix keeps installations that share a server apart
 */
export function createRedisState(url: string, prefix = 'mallard:', now: () => number = Date.now): SharedState {
  const options = { enableAutoPipelining: true, maxRetriesPerRequest: 2 };
  const redis = new Redis(url, options);
  const subscriber = new Redis(url, { maxRetriesPerRequest: null });
  // Without a listener ioredis prints every reconnect attempt; the readiness probe reports an unreachable server instead.
  redis.on('error', () => undefined);
  subscriber.on('error', () => undefined);
  return {
    cache: createCache(redis, prefix),
    locks: createLocks(redis, prefix),
    limiter: createLimiter(redis, prefix, now),
    bus: createBus(redis, subscriber, prefix),
    appendToStream: async (stream, fields) => {
      await redis.xadd(prefix + stream, 'MAXLEN', '~', STREAM_LENGTH, '*', ...Object.entries(fields).flat());
    },
    ping: async () => (await redis.ping().catch(() => '')) === 'PONG',
    close: async () => {
      await Promise.allSettled([redis.quit(), subscriber.quit()]);
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

function createLimiter(redis: Redis, prefix: string, now: () => number): Limiter {
  const local = createMemoryState(now);
  return {
    take: async (key, { limit, windowSeconds }) => {
      const at = now();
      const windowMs = windowSeconds * 1000;
      const member = `${at}:${randomUUID()}`;
      const answer = await redis.eval(TAKE, 1, `${prefix}rate:${key}`, at, windowMs, limit, member).catch(() => null);
      // A shop without its Redis limits each instance for itself rather than refusing everybody.
      if (answer === null) return local.limiter.take(key, { limit, windowSeconds });
      const oldest = Number(answer);
      if (oldest < 0) return { isAllowed: true, retryAfterSeconds: 0 };
      return { isAllowed: false, retryAfterSeconds: Math.max(1, Math.ceil((oldest + windowMs - at) / 1000)) };
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
