import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import Redis from 'ioredis';
import { createMemoryState } from './memory';
import { createOutageGuard, type AskShared } from './outage-guard';
import type { Bus, Cache, Locks, SharedState } from './port';
import { createRedisLimiter } from './redis-limiter';

const STREAM_LENGTH = 100_000;
const LOCK_POLL_MS = 50;

/** A caller waits this long for an answer. */
const PATIENCE_MS = 1_000;
/** A connection on which nothing comes back for so long is given up and made anew. */
const SILENCE_MS = 5_000;
/** An idle connection is probed after this time, so that a listener notices a network that went away. */
const KEEP_ALIVE_MS = 10_000;

const DELETE_IF_EQUALS = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

export interface RedisStateOptions {
  /** Keeps installations that share a server apart. */
  prefix?: string;
  /** The limiter's clock; the server's own when left out, so that instances need not agree on the time. */
  now?: () => number;
  /** Hears that Redis does not answer, at most once a minute. */
  warn?: (message: string, error: unknown) => void;
}

/**
 * The implementation for several instances. While Redis does not answer, each instance counts, remembers and locks for itself;
 * only the stream waits for it.
 * @param url redis://…
 */
export function createRedisState(
  url: string,
  { prefix = 'mallard:', now, warn = () => undefined }: RedisStateOptions = {},
): SharedState {
  const connection = { keepAlive: KEEP_ALIVE_MS, socketTimeout: SILENCE_MS };
  const redis = new Redis(url, {
    ...connection,
    commandTimeout: PATIENCE_MS,
    enableAutoPipelining: true,
    // What was given up must not be done behind everybody's back when the connection returns: a lock would be held by nobody.
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
  });
  const subscriber = new Redis(url, { ...connection, maxRetriesPerRequest: null });
  // Without a listener ioredis prints every reconnect attempt; the readiness probe reports an unreachable server instead.
  redis.on('error', () => undefined);
  subscriber.on('error', () => undefined);
  const attempted = Promise.race([once(redis, 'ready'), once(redis, 'close'), patience()]).catch(() => undefined);
  const own = createMemoryState(now);
  const ask = createOutageGuard({ redis, attempted, warn });
  return {
    cache: createCache({ redis, prefix, ask, own: own.cache }),
    locks: createLocks({ redis, prefix, ask, own: own.locks }),
    limiter: createRedisLimiter({ redis, prefix, now, ask, own: own.limiter }),
    bus: createBus({ redis, subscriber, prefix, ask }),
    appendToStream: async (stream, entries) => {
      await attempted;
      const batch = redis.pipeline();
      for (const fields of entries)
        batch.xadd(prefix + stream, 'MAXLEN', '~', STREAM_LENGTH, '*', ...Object.entries(fields).flat());
      const failures = (await batch.exec())?.flatMap(([error]) => error ?? []) ?? [];
      if (failures[0]) throw failures[0];
    },
    ping: async () => {
      await attempted;
      return (await redis.ping().catch(() => '')) === 'PONG';
    },
    close: async () => {
      await Promise.allSettled([redis.quit(), own.close()]);
      // A connection that was lost would be tried again for ever.
      redis.disconnect();
      subscriber.disconnect();
    },
  };
}

/** Callers have no use for what Redis says of a write. */
const discard = (): void => undefined;
const patience = (): Promise<void> => sleep(PATIENCE_MS, undefined, { ref: false });

interface Shared<Own> {
  redis: Redis;
  prefix: string;
  ask: AskShared;
  /** Stands in while Redis does not answer. */
  own: Own;
}

function createCache({ redis, prefix, ask, own }: Shared<Cache>): Cache {
  return {
    get: (key) =>
      ask(
        () => redis.get(prefix + key),
        () => own.get(key),
      ),
    set: (key, value, ttlSeconds) =>
      ask(
        () => redis.set(prefix + key, value, 'EX', Math.max(1, Math.ceil(ttlSeconds))).then(discard),
        () => own.set(key, value, ttlSeconds),
      ),
    delete: (key) =>
      ask(
        () => redis.del(prefix + key).then(discard),
        () => own.delete(key),
      ),
    deleteIfEquals: (key, value) =>
      ask(
        () => redis.eval(DELETE_IF_EQUALS, 1, prefix + key, value).then(discard),
        () => own.deleteIfEquals(key, value),
      ),
  };
}

function createLocks({ redis, prefix, ask, own }: Shared<Locks>): Locks {
  /** @returns whether the lock was had in time */
  const acquire = async (key: string, token: string, ttlSeconds: number): Promise<boolean> => {
    const deadline = Date.now() + ttlSeconds * 1000;
    while ((await redis.set(key, token, 'PX', ttlSeconds * 1000, 'NX')) !== 'OK') {
      if (Date.now() > deadline) return false;
      await sleep(LOCK_POLL_MS);
    }
    return true;
  };
  return {
    withLock: async (name, ttlSeconds, work) => {
      const key = `${prefix}lock:${name}`;
      const token = randomUUID();
      const isHeld = await ask<boolean | 'alone'>(
        () => acquire(key, token, ttlSeconds),
        () => Promise.resolve('alone'),
      );
      if (isHeld === 'alone') return own.withLock(name, ttlSeconds, work);
      if (!isHeld) throw new Error(`lock ${name} could not be had in ${ttlSeconds} s`);
      try {
        return await work();
      } finally {
        // When Redis is gone meanwhile, the lock frees itself; the work is done all the same.
        await redis.eval(DELETE_IF_EQUALS, 1, key, token).catch(() => undefined);
      }
    },
  };
}

function createBus({ redis, subscriber, prefix, ask }: Omit<Shared<never>, 'own'> & { subscriber: Redis }): Bus {
  const listeners = new Map<string, ((message: string) => void)[]>();
  const tell = (name: string, message: string) => {
    for (const listener of listeners.get(name) ?? []) listener(message);
  };
  subscriber.on('message', tell);
  return {
    publish: (channel, message) =>
      ask(
        () => redis.publish(prefix + channel, message).then(discard),
        () => {
          tell(prefix + channel, message);
          return Promise.resolve();
        },
      ),
    subscribe: async (channel, listener) => {
      const name = prefix + channel;
      listeners.set(name, [...(listeners.get(name) ?? []), listener]);
      // An instance starts without Redis too; ioredis subscribes as soon as it is connected.
      await Promise.race([subscriber.subscribe(name), patience()]);
    },
  };
}
