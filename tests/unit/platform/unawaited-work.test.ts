import { reportRejections, untilQuiet } from '../../../src/platform/lifecycle/unawaited-work';

/** A pool that is used as told, look by look, and idle afterwards. */
function poolOf(uses: number[]) {
  let looks = 0;
  return {
    numUsed: () => uses[looks++] ?? 0,
    numPendingAcquires: () => 0,
    looks: () => looks,
  };
}

describe('the queries that nobody waits for', () => {
  it('are over when the pool has been idle for three looks in a row', async () => {
    const pool = poolOf([1, 0, 0, 1, 0, 0, 0, 1]);
    await untilQuiet(pool);
    expect(pool.looks()).toBe(7);
  });

  it('count also while they wait for a connection', async () => {
    let waiting = 4;
    const pool = { numUsed: () => 0, numPendingAcquires: () => Math.max(0, (waiting -= 1)) };
    await untilQuiet(pool);
    expect(waiting).toBe(-2);
  });
});

describe('a rejection that nobody handles', () => {
  it('is logged, and the process goes on', () => {
    const before = process.listeners('unhandledRejection');
    const logged: unknown[] = [];
    const log = { error: (...what: unknown[]) => logged.push(what) };
    reportRejections({ log } as never);
    const [listener] = process.listeners('unhandledRejection').filter((one) => !before.includes(one));
    const error = new Error('the pool is probably full');
    listener?.(error, Promise.resolve());
    expect(logged).toEqual([['work that nobody waited for has failed', { category: 'system', error }]]);
    if (listener) process.off('unhandledRejection', listener);
  });
});
