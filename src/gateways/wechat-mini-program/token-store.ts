/**
 * Where all instances keep the one access token. Keys and values are plain strings; a value vanishes after its time.
 * Backed by Redis when there are several instances, by memory when there is one.
 */
export interface TokenStore {
  get(key: string): Promise<string | null>;
  set(key: string, value: string, ttlSeconds: number): Promise<void>;
  /** Atomically deletes the key when it still holds this value. */
  deleteIfEquals(key: string, value: string): Promise<void>;
  /** Waits for the lock, runs `fn` while holding it, releases it; the lock falls by itself after ttlSeconds. */
  withLock<T>(key: string, ttlSeconds: number, fn: () => Promise<T>): Promise<T>;
}
