import type { TokenStore } from '../../../src/gateways/wechat-mini-program/port';

export interface MemoryTokenStore extends TokenStore {
  values: Map<string, string>;
  ttlSeconds: Map<string, number>;
  /** How often each key was locked. */
  locks: string[];
}

/** The shared store of several instances: every method yields, as a real one over the network does. */
export function memoryTokenStore(): MemoryTokenStore {
  const values = new Map<string, string>();
  const ttls = new Map<string, number>();
  const tails = new Map<string, Promise<unknown>>();
  const locks: string[] = [];
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return {
    values,
    ttlSeconds: ttls,
    locks,
    get: async (key) => {
      await turn();
      return values.get(key) ?? null;
    },
    set: async (key, value, ttlSeconds) => {
      await turn();
      values.set(key, value);
      ttls.set(key, ttlSeconds);
    },
    deleteIfEquals: async (key, value) => {
      await turn();
      if (values.get(key) === value) values.delete(key);
    },
    withLock: (key, _ttlSeconds, fn) => {
      locks.push(key);
      const run = (tails.get(key) ?? Promise.resolve()).then(fn);
      tails.set(
        key,
        run.catch(() => undefined),
      );
      return run;
    },
  };
}
