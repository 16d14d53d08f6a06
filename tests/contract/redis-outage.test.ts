import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { SharedState } from '../../src/platform/state/port';
import { createRedisState } from '../../src/platform/state/redis';
import { eventually } from '../support/eventually';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy';

const redisUrl = process.env.TEST_REDIS_URL;
/** Every call has an answer by then, whether or not Redis has: its patience is one second. */
const PATIENCE_MS = 3_000;
const SLACK_MS = 1_000;

const outages: ['freezes' | 'hangs up', (proxy: TcpProxy) => void][] = [
  ['freezes', (proxy) => proxy.freeze()],
  ['hangs up', (proxy) => proxy.cut()],
];

(redisUrl ? describe : describe.skip).each(outages)('a Redis that %s', (_name, breakDown) => {
  const complaints: string[] = [];
  const prefix = `outage-${randomBytes(4).toString('hex')}:`;
  let proxy: TcpProxy;
  let state: SharedState;
  beforeAll(async () => {
    proxy = await startTcpProxy(redisUrl ?? '');
    state = createRedisState(proxy.url, { prefix, warn: (message) => complaints.push(message) });
    await state.cache.set('before', 'kept', 600);
    breakDown(proxy);
  });
  afterAll(async () => {
    await inTime(state.close());
    await proxy.close();
  });

  it('keeps nobody waiting: each instance remembers for itself', async () => {
    expect(await inTime(state.cache.get('token'))).toBeNull();
    await inTime(state.cache.set('token', 'own', 60));
    expect(await inTime(state.cache.get('token'))).toBe('own');
    await inTime(state.cache.deleteIfEquals('token', 'own'));
    expect(await inTime(state.cache.get('token'))).toBeNull();
  });

  it('keeps work out of each other’s way within the instance', async () => {
    let inside = 0;
    let most = 0;
    const enter = () =>
      state.locks.withLock('door', 5, async () => {
        inside += 1;
        most = Math.max(most, inside);
        await pause(2);
        inside -= 1;
      });
    await inTime(Promise.all(Array.from({ length: 10 }, enter)));
    expect(most).toBe(1);
  });

  it('tells the listeners of the own instance', async () => {
    const heard: string[] = [];
    await inTime(state.bus.subscribe('news', (message) => heard.push(message)));
    await inTime(state.bus.publish('news', 'one'));
    expect(heard).toEqual(['one']);
  });

  it('is reported: by the probe, by whoever appends to the stream, and once in the log', async () => {
    expect(await inTime(state.ping())).toBe(false);
    await expect(inTime(state.appendToStream('events', [{ id: '1' }]))).rejects.toThrow();
    expect(complaints).toHaveLength(1);
  });

  it('is used again as soon as it answers, and what it held is there', async () => {
    proxy.heal();
    await eventually(async () => {
      expect(await state.ping()).toBe(true);
      expect(await state.cache.get('before')).toBe('kept');
    }, 15);
    const heard: string[] = [];
    await state.bus.subscribe('later', (message) => heard.push(message));
    await state.bus.publish('later', 'two');
    await eventually(() => {
      expect(heard).toEqual(['two']);
      return Promise.resolve();
    }, 5);
  }, 30_000);
});

(redisUrl ? describe : describe.skip)('a lock whose Redis goes while it is held', () => {
  it('gives the result of the work', async () => {
    const proxy = await startTcpProxy(redisUrl ?? '');
    const state = createRedisState(proxy.url, { prefix: 'outage-lock:' });
    const work = state.locks.withLock(randomBytes(4).toString('hex'), 2, () => {
      proxy.cut();
      return Promise.resolve('done');
    });
    expect(await inTime(work)).toBe('done');
    await inTime(state.close());
    await proxy.close();
  });
});

/** @throws Error when the call takes longer than anybody should wait for a cache */
async function inTime<Answer>(call: Promise<Answer>): Promise<Answer> {
  const clock = new AbortController();
  const tooLate = pause(PATIENCE_MS + SLACK_MS, null, { signal: clock.signal }).then(() => {
    throw new Error(`no answer within ${PATIENCE_MS} ms`);
  });
  try {
    return await Promise.race([call, tooLate]);
  } finally {
    clock.abort();
    tooLate.catch(() => undefined);
  }
}
