import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { createMemoryLimiter } from '../../src/platform/state/memory-limiter';
import { createMemoryState } from '../../src/platform/state/memory';
import type { SharedState } from '../../src/platform/state/port';
import { createRedisState } from '../../src/platform/state/redis';
import { drawnFromSeed } from '../support/scenario/seed';

const redisUrl = process.env.TEST_REDIS_URL;
const prefix = `limiter-${randomBytes(4).toString('hex')}:`;
let time = 1_700_000_000_000;
const now = () => time;
const implementations: [string, () => SharedState][] = [['memory', () => createMemoryState(now)]];
if (redisUrl) implementations.push(['redis', () => createRedisState(redisUrl, { prefix, now })]);

/** The same rules as plainly as they can be written: remember everything, look at all of it each time. */
function createOracle() {
  const taken = new Map<string, number[]>();
  const inside = (key: string, windowMs: number) => (taken.get(key) ?? []).filter((at) => at > time - windowMs);
  const add = (key: string) => taken.set(key, [...(taken.get(key) ?? []), time]);
  /** The first second at whose end every window has a place. */
  const secondsUntilFree = (claims: { key: string; limit: number; windowSeconds: number }[]): number => {
    for (let seconds = 0; ; seconds += 1) {
      const later = time + seconds * 1000;
      const isFree = claims.every(
        ({ key, limit, windowSeconds }) =>
          (taken.get(key) ?? []).filter((at) => at > later - windowSeconds * 1000).length < limit,
      );
      if (isFree) return seconds;
    }
  };
  return {
    takeAll: (claims: { key: string; limit: number; windowSeconds: number }[]) => {
      const retryAfterSeconds = secondsUntilFree(claims);
      if (retryAfterSeconds === 0) for (const { key } of claims) add(key);
      return { isAllowed: retryAfterSeconds === 0, retryAfterSeconds };
    },
    count: (key: string, windowSeconds: number, most: number) => {
      add(key);
      return Math.min(most, inside(key, windowSeconds * 1000).length);
    },
  };
}

const windowSeconds = { a: 5, b: 20, c: 60 };
type Name = keyof typeof windowSeconds;
const name = fc.constantFrom<Name>('a', 'b', 'c');
const limits = fc.integer({ min: 1, max: 4 });
const step = fc.oneof(
  fc.record({ wait: fc.integer({ min: 0, max: 15_000 }) }),
  fc.record({ claims: fc.uniqueArray(name, { minLength: 1, maxLength: 3 }), limit: limits }),
);
const countStep = fc.oneof(
  fc.record({ wait: fc.integer({ min: 0, max: 15_000 }) }),
  fc.record({ key: name, most: fc.constant(6) }),
);

describe.each(implementations)('the sliding windows in %s', (_name, create) => {
  let state: SharedState;
  let run = 0;
  beforeAll(() => {
    state = create();
  });
  afterAll(() => state.close());

  it('allow, refuse and name the moment to come back exactly as a list of everything that happened would', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        run += 1;
        const oracle = createOracle();
        for (const move of steps) {
          if ('wait' in move) {
            time += move.wait;
            continue;
          }
          const claims = move.claims.map((key) => ({
            key: `${run}:${key}`,
            limit: move.limit,
            windowSeconds: windowSeconds[key],
          }));
          expect(await state.limiter.takeAll(claims)).toEqual(oracle.takeAll(claims));
        }
      }),
      { numRuns: 60, ...drawnFromSeed() },
    );
  });

  it('count exactly as such a list would, up to where counting stops', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(countStep, { minLength: 5, maxLength: 40 }), async (steps) => {
        run += 1;
        const oracle = createOracle();
        for (const move of steps) {
          if ('wait' in move) {
            time += move.wait;
            continue;
          }
          const claim = { key: `${run}:${move.key}`, windowSeconds: windowSeconds[move.key], most: move.most };
          const expected = oracle.count(claim.key, claim.windowSeconds, claim.most);
          expect(await state.limiter.count([claim])).toEqual([expected]);
        }
      }),
      { numRuns: 40, ...drawnFromSeed() },
    );
  });

  it('take a place everywhere or nowhere', async () => {
    const rule = { limit: 1, windowSeconds: 60 };
    await state.limiter.take('full', rule);
    const together = [
      { key: 'full', ...rule },
      { key: 'free', ...rule },
    ];
    expect((await state.limiter.takeAll(together)).isAllowed).toBe(false);
    expect((await state.limiter.take('free', rule)).isAllowed).toBe(true);
  });

  it('wait for as many to leave as a lowered limit asks for', async () => {
    for (let call = 0; call < 3; call += 1) {
      await state.limiter.take('lowered', { limit: 3, windowSeconds: 60 });
      time += 10_000;
    }
    const refused = await state.limiter.take('lowered', { limit: 2, windowSeconds: 60 });
    expect(refused).toEqual({ isAllowed: false, retryAfterSeconds: 40 });
  });

  it('give fifty counters at once fifty different numbers', async () => {
    const counts = await Promise.all(
      Array.from({ length: 50 }, () => state.limiter.count([{ key: 'storm', windowSeconds: 60, most: 100 }])),
    );
    const numbers = counts.flat().sort((one, other) => one - other);
    expect(numbers).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
  });
});

describe('the windows of a single instance', () => {
  it('forget the caller unseen for longest when there are too many', async () => {
    const limiter = createMemoryLimiter(now, 3);
    const rule = { limit: 1, windowSeconds: 60 };
    for (const key of ['one', 'two', 'three']) await limiter.take(key, rule);
    expect((await limiter.take('one', rule)).isAllowed).toBe(false);
    await limiter.take('four', rule);
    expect((await limiter.take('one', rule)).isAllowed).toBe(false);
    expect((await limiter.take('two', rule)).isAllowed).toBe(true);
  });
});

describe('a Redis that cannot be reached', () => {
  it('limits each instance for itself and complains once', async () => {
    const complaints: string[] = [];
    const warn = (message: string) => complaints.push(message);
    const state = createRedisState('redis://127.0.0.1:1', { prefix, now, warn });
    const decisions = [];
    for (let call = 0; call < 30; call += 1)
      decisions.push(await state.limiter.take('x', { limit: 20, windowSeconds: 60 }));
    expect(decisions.filter(({ isAllowed }) => isAllowed)).toHaveLength(20);
    expect(complaints).toHaveLength(1);
    await state.close();
  });
});
