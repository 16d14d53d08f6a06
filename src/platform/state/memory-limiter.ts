import type { LimitDecision, Limiter, LimitRule } from './port';

/** More callers than this within one window: the one unseen for longest is forgotten, so that memory stays bounded. */
const MAX_WINDOWS = 100_000;

/** Moments in the order of time; what left the window is passed over first and cut off when it is half of the list. */
interface Window {
  moments: number[];
  first: number;
  windowMs: number;
}

/**
 * The limiter of a single instance.
 * @param now milliseconds
 */
export function createMemoryLimiter(now: () => number, maxWindows = MAX_WINDOWS): Limiter & { sweep(): void } {
  const windows = new Map<string, Window>();
  const open = (key: string, windowSeconds: number, at: number): Window => {
    const windowMs = windowSeconds * 1000;
    const window = windows.get(key) ?? { moments: [], first: 0, windowMs };
    window.windowMs = windowMs;
    slide(window, at);
    // A map keeps the order of insertion: whoever was seen last is forgotten last.
    windows.delete(key);
    windows.set(key, window);
    for (const eldest of windows.keys()) {
      if (windows.size <= maxWindows) break;
      windows.delete(eldest);
    }
    return window;
  };
  const takeAll = (claims: (LimitRule & { key: string })[]): Promise<LimitDecision> => {
    const at = now();
    const opened = claims.map(({ key, limit, windowSeconds }) => ({ limit, window: open(key, windowSeconds, at) }));
    const waitMs = Math.max(0, ...opened.map(({ limit, window }) => waitFor(window, limit, at)));
    if (waitMs === 0) for (const { window } of opened) window.moments.push(at);
    return Promise.resolve(toDecision(waitMs));
  };
  return {
    take: (key, rule) => takeAll([{ key, ...rule }]),
    takeAll,
    count: (claims) => {
      const at = now();
      const counts = claims.map(({ key, windowSeconds, most }) => {
        const window = open(key, windowSeconds, at);
        window.moments.push(at);
        window.first = Math.max(window.first, window.moments.length - most);
        return window.moments.length - window.first;
      });
      return Promise.resolve(counts);
    },
    sweep: () => {
      const at = now();
      for (const [key, { moments, windowMs }] of windows)
        if ((moments.at(-1) ?? 0) <= at - windowMs) windows.delete(key);
    },
  };
}

function slide(window: Window, at: number): void {
  while ((window.moments[window.first] ?? Infinity) <= at - window.windowMs) window.first += 1;
  if (window.first <= window.moments.length / 2) return;
  window.moments = window.moments.slice(window.first);
  window.first = 0;
}

/** Milliseconds until a place is free: until so many have left that one fits in. */
function waitFor({ moments, first, windowMs }: Window, limit: number, at: number): number {
  const excess = moments.length - first - limit;
  if (excess < 0) return 0;
  return (moments[first + excess] ?? at) + windowMs - at;
}

/** @param waitMs 0 when the places were taken */
export const toDecision = (waitMs: number): LimitDecision => ({
  isAllowed: waitMs === 0,
  retryAfterSeconds: Math.ceil(waitMs / 1000),
});
