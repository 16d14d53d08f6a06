import Redis from 'ioredis';
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createMemoryState } from '../../src/platform/state/memory';
import type { SharedState } from '../../src/platform/state/port';
import { createRedisState } from '../../src/platform/state/redis';

const redisUrl = process.env.TEST_REDIS_URL;
const prefix = `contract-${randomBytes(4).toString('hex')}:`;
const implementations: [string, () => SharedState][] = [['memory', () => createMemoryState()]];
if (redisUrl) implementations.push(['redis', () => createRedisState(redisUrl, { prefix })]);

it('is checked for Redis as well wherever services are promised', () => {
  if (process.env.CI_SERVICES !== 'true') return;
  expect(implementations.map(([name]) => name)).toEqual(['memory', 'redis']);
});

describe.each(implementations)('shared state in %s', (name, create) => {
  let state: SharedState;
  beforeAll(() => {
    state = create();
  });
  afterAll(() => state.close());
  const key = (() => {
    let serial = 0;
    return () => `key-${(serial += 1)}`;
  })();
  const take = (at: string, limit: number, windowSeconds = 60) => state.limiter.take(at, { limit, windowSeconds });

  describe('cache', () => {
    it('gives back what was put in, until it is deleted', async () => {
      const at = key();
      expect(await state.cache.get(at)).toBeNull();
      await state.cache.set(at, '值', 60);
      expect(await state.cache.get(at)).toBe('值');
      await state.cache.delete(at);
      expect(await state.cache.get(at)).toBeNull();
    });

    it('forgets after the time to live', async () => {
      const at = key();
      await state.cache.set(at, 'x', 1);
      await pause(1_200);
      expect(await state.cache.get(at)).toBeNull();
    });

    it('deletes only what is still the value somebody saw', async () => {
      const at = key();
      await state.cache.set(at, 'new', 60);
      await state.cache.deleteIfEquals(at, 'old');
      expect(await state.cache.get(at)).toBe('new');
      await state.cache.deleteIfEquals(at, 'new');
      expect(await state.cache.get(at)).toBeNull();
    });
  });

  describe('limiter', () => {
    it('allows exactly the limit of fifty calls at once', async () => {
      const at = key();
      const decisions = await Promise.all(Array.from({ length: 50 }, () => take(at, 20)));
      expect(decisions.filter(({ isAllowed }) => isAllowed)).toHaveLength(20);
    });

    it('says in whole seconds when to come again, within the window', async () => {
      const at = key();
      expect(await take(at, 1, 30)).toEqual({ isAllowed: true, retryAfterSeconds: 0 });
      const refused = await take(at, 1, 30);
      expect(refused.isAllowed).toBe(false);
      expect(Number.isInteger(refused.retryAfterSeconds)).toBe(true);
      expect(refused.retryAfterSeconds).toBeGreaterThanOrEqual(29);
      expect(refused.retryAfterSeconds).toBeLessThanOrEqual(30);
    });

    it('allows again once the window has slid on, and refused calls do not count', async () => {
      const at = key();
      await take(at, 2, 1);
      await take(at, 2, 1);
      for (let call = 0; call < 10; call += 1) expect((await take(at, 2, 1)).isAllowed).toBe(false);
      await pause(1_100);
      expect((await take(at, 2, 1)).isAllowed).toBe(true);
      expect((await take(at, 2, 1)).isAllowed).toBe(true);
      expect((await take(at, 2, 1)).isAllowed).toBe(false);
    });

    it('counts each key for itself', async () => {
      const [first, second] = [key(), key()];
      await take(first, 1);
      expect((await take(second, 1)).isAllowed).toBe(true);
    });
  });

  describe('locks', () => {
    it('let one of twenty in at a time', async () => {
      const at = key();
      let inside = 0;
      let most = 0;
      const enter = () =>
        state.locks.withLock(at, 20, async () => {
          inside += 1;
          most = Math.max(most, inside);
          await pause(2);
          inside -= 1;
        });
      await Promise.all(Array.from({ length: 20 }, enter));
      expect(most).toBe(1);
    });

    it('hand the result or the error of the work on, and are free afterwards', async () => {
      const at = key();
      expect(await state.locks.withLock(at, 5, () => Promise.resolve(7))).toBe(7);
      await expect(state.locks.withLock(at, 5, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
      expect(await state.locks.withLock(at, 5, () => Promise.resolve(8))).toBe(8);
    });

    it('do not keep each other waiting under different names', async () => {
      let release = (): void => undefined;
      const held = state.locks.withLock(key(), 5, () => new Promise<void>((done) => (release = done)));
      expect(await state.locks.withLock(key(), 5, () => Promise.resolve('free'))).toBe('free');
      release();
      await held;
    });

    it('do not keep anybody waiting for ever behind work that hangs', async () => {
      const at = key();
      let release = (): void => undefined;
      const hanging = state.locks.withLock(at, 1, () => new Promise<void>((done) => (release = done)));
      const second = state.locks.withLock(at, 3, () => Promise.resolve('entered'));
      await expect(Promise.race([second, pause(4_000).then(() => 'still waiting')])).resolves.toBe('entered');
      release();
      await hanging;
      expect(await state.locks.withLock(at, 1, () => Promise.resolve('free'))).toBe('free');
    });

    it('give up with an error when the lock cannot be had in time', async () => {
      const at = key();
      let release = (): void => undefined;
      const held = state.locks.withLock(at, 10, () => new Promise<void>((done) => (release = done)));
      const second = state.locks.withLock(at, 1, () => Promise.resolve());
      await expect(Promise.race([second, pause(4_000)])).rejects.toThrow(at);
      release();
      await held;
    });
  });

  describe('bus', () => {
    it('tells every listener of a channel, and nobody else', async () => {
      const [channel, other] = [key(), key()];
      const heard: string[] = [];
      await state.bus.subscribe(channel, (message) => heard.push(`a:${message}`));
      await state.bus.subscribe(channel, (message) => heard.push(`b:${message}`));
      await state.bus.subscribe(other, (message) => heard.push(`other:${message}`));
      await state.bus.publish(channel, 'hello');
      await pause(100);
      expect(heard.sort()).toEqual(['a:hello', 'b:hello']);
    });
  });

  it('answers a ping and takes stream entries', async () => {
    expect(await state.ping()).toBe(true);
    await expect(state.appendToStream(`events-${name}`, [{ id: '1', payload: '{}' }])).resolves.toBeUndefined();
  });
});

(redisUrl ? describe : describe.skip)('two instances on one Redis', () => {
  let first: SharedState;
  let second: SharedState;
  // Not in the body: that runs for a skipped suite too, and would leave connections open.
  beforeAll(() => {
    [first, second] = [createRedisState(redisUrl ?? '', { prefix }), createRedisState(redisUrl ?? '', { prefix })];
  });
  afterAll(() => Promise.all([first.close(), second.close()]));

  it('count together', async () => {
    const decisions = await Promise.all(
      Array.from({ length: 50 }, (_, turn) =>
        (turn % 2 === 0 ? first : second).limiter.take('together', { limit: 20, windowSeconds: 60 }),
      ),
    );
    expect(decisions.filter(({ isAllowed }) => isAllowed)).toHaveLength(20);
  });

  it('share locks, cache and bus', async () => {
    const order: string[] = [];
    const slow = first.locks.withLock('shared', 5, async () => {
      await pause(150);
      order.push('first');
    });
    await pause(30);
    await second.locks.withLock('shared', 5, () => Promise.resolve(order.push('second')));
    await slow;
    expect(order).toEqual(['first', 'second']);
    await first.cache.set('shared', 'x', 5);
    expect(await second.cache.get('shared')).toBe('x');
    const heard: string[] = [];
    await second.bus.subscribe('shared', (message) => heard.push(message));
    await first.bus.publish('shared', 'news');
    await pause(100);
    expect(heard).toEqual(['news']);
  });

  it('leave the entries of a stream to outside readers, in their order', async () => {
    const ids = ['1', '2', '3'];
    await first.appendToStream(
      'events',
      ids.map((id) => ({ id, payload: '{}' })),
    );
    const reader = new Redis(redisUrl ?? '');
    const entries = await reader.xrange(`${prefix}events`, '-', '+');
    await reader.quit();
    expect(entries.map(([, fields]) => fields)).toEqual(ids.map((id) => ['id', id, 'payload', '{}']));
  });
});
