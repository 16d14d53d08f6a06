const FIRST_DELAY_SECONDS = 10;
const LONGEST_DELAY_SECONDS = 4 * 3600;
// 10 s × 2^11 is beyond the longest delay; more doublings would only overflow.
const MOST_DOUBLINGS = 11;

/** Seconds to wait before asking WeChat again after `attempts` queries without a final answer: 10 s, 20 s, … 4 h. */
export function queryDelaySeconds(attempts: number): number {
  const doublings = Math.min(Math.max(0, Math.floor(attempts)), MOST_DOUBLINGS);
  return Math.min(FIRST_DELAY_SECONDS * 2 ** doublings, LONGEST_DELAY_SECONDS);
}

/** When to ask next. */
export function nextQueryAt(lastAskedAt: Date, attempts: number): Date {
  return new Date(lastAskedAt.getTime() + queryDelaySeconds(attempts) * 1000);
}
