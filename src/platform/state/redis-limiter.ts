import { randomUUID } from 'node:crypto';
import type Redis from 'ioredis';
import { toDecision } from './memory-limiter';
import type { AskShared } from './outage-guard';
import type { Limiter } from './port';

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
  /** Milliseconds; the server's own clock when left out. */
  now: (() => number) | undefined;
  ask: AskShared;
  /** Counts while Redis does not. */
  own: Limiter;
}

interface Claim {
  key: string;
  amount: number;
  windowSeconds: number;
}

/** The limiter of several instances. While Redis cannot be asked, each instance limits for itself. */
export function createRedisLimiter({ redis, prefix, now, ask, own }: RedisLimiterOptions): Limiter {
  const instance = randomUUID();
  let serial = 0;
  const run = (script: string, claims: Claim[]): Promise<unknown> => {
    const keys = claims.map(({ key }) => `${prefix}rate:${key}`);
    const numbers = claims.flatMap(({ amount, windowSeconds }) => [amount, windowSeconds * 1000]);
    serial += 1;
    const name = `${instance}:${serial}`;
    return redis.eval(script, keys.length, ...keys, now?.() ?? 0, name, ...numbers);
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
