import { randomUUID } from 'node:crypto';
import type Redis from 'ioredis';
import { createMemoryLimiter, toDecision } from './memory-limiter';
import type { Limiter } from './port';

/** A request waits this long for the answer; after that, and for a while, the instance counts for itself. */
const PATIENCE_MS = 1_000;
const OUTAGE_MS = 2_000;
const WARN_EVERY_MS = 60_000;
const LOST = new Set(['reconnecting', 'close', 'end']);

/** ARGV: moment in ms, or 0 for the server's own clock; name of this call; then two numbers for each key. */
const MOMENT = `
local at = tonumber(ARGV[1])
if at == 0 then
  local time = redis.call('time')
  at = time[1] * 1000 + math.floor(time[2] / 1000)
end
`;

/** One round trip, nobody in between: 0 when every window had a place, else the milliseconds until all have one. */
const TAKE_ALL = `${MOMENT}
local wait = 0
for i, key in ipairs(KEYS) do
  local limit, window = tonumber(ARGV[2 * i + 1]), tonumber(ARGV[2 * i + 2])
  redis.call('zremrangebyscore', key, '-inf', at - window)
  local excess = redis.call('zcard', key) - limit
  if excess >= 0 then
    local leaving = redis.call('zrange', key, excess, excess, 'withscores')
    wait = math.max(wait, (tonumber(leaving[2]) or at) + window - at)
  end
end
if wait > 0 then return wait end
for i, key in ipairs(KEYS) do
  redis.call('zadd', key, at, ARGV[2])
  redis.call('pexpire', key, ARGV[2 * i + 2])
end
return 0`;

const COUNT = `${MOMENT}
local counts = {}
for i, key in ipairs(KEYS) do
  local most, window = tonumber(ARGV[2 * i + 1]), tonumber(ARGV[2 * i + 2])
  redis.call('zremrangebyscore', key, '-inf', at - window)
  redis.call('zadd', key, at, ARGV[2])
  redis.call('zremrangebyrank', key, 0, -most - 1)
  redis.call('pexpire', key, window)
  counts[i] = redis.call('zcard', key)
end
return counts`;

export interface RedisLimiterOptions {
  redis: Redis;
  prefix: string;
  now: (() => number) | undefined;
  warn: (message: string, error: unknown) => void;
}

interface Claim {
  key: string;
  amount: number;
  windowSeconds: number;
}

/** The limiter of several instances. While Redis cannot be asked, each instance limits for itself: the shop stays open. */
export function createRedisLimiter({ redis, prefix, now, warn }: RedisLimiterOptions): Limiter {
  const own = createMemoryLimiter(now ?? Date.now);
  const instance = randomUUID();
  let serial = 0;
  let trustedAgainAt = 0;
  let warnedAt = -Infinity;
  const isReachable = () => Date.now() >= trustedAgainAt && !LOST.has(redis.status);
  const run = async (script: string, claims: Claim[]): Promise<unknown> => {
    const keys = claims.map(({ key }) => `${prefix}rate:${key}`);
    const numbers = claims.flatMap(({ amount, windowSeconds }) => [amount, windowSeconds * 1000]);
    serial += 1;
    const name = `${instance}:${serial}`;
    return inTime(redis.eval(script, keys.length, ...keys, now?.() ?? 0, name, ...numbers));
  };
  const complain = (error: unknown) => {
    if (Date.now() - warnedAt < WARN_EVERY_MS) return;
    warnedAt = Date.now();
    warn('Redis does not count calls, this instance counts for itself', error);
  };
  const ask = async <Answer>(shared: () => Promise<Answer>, alone: () => Promise<Answer>): Promise<Answer> => {
    if (!isReachable()) {
      complain(redis.status);
      return alone();
    }
    return shared().catch((error: unknown) => {
      trustedAgainAt = Date.now() + OUTAGE_MS;
      complain(error);
      own.sweep();
      return alone();
    });
  };
  const takeAll: Limiter['takeAll'] = (windows) => {
    const claims = windows.map(({ key, limit, windowSeconds }) => ({ key, amount: limit, windowSeconds }));
    return ask(
      async () => toDecision(Number(await run(TAKE_ALL, claims))),
      () => own.takeAll(windows),
    );
  };
  return {
    take: (key, rule) => takeAll([{ key, ...rule }]),
    takeAll,
    count: (windows) => {
      const claims = windows.map(({ key, most, windowSeconds }) => ({ key, amount: most, windowSeconds }));
      return ask(
        async () => ((await run(COUNT, claims)) as number[]).map(Number),
        () => own.count(windows),
      );
    },
  };
}

async function inTime<Answer>(answer: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_done, fail) => {
    timer = setTimeout(() => {
      fail(new Error(`no answer within ${PATIENCE_MS} ms`));
    }, PATIENCE_MS);
  });
  return Promise.race([answer, tooLate]).finally(() => {
    clearTimeout(timer);
  });
}
