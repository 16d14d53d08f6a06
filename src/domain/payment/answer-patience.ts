/** WeChat waits five seconds for an answer. */
const LONGEST_MS = 3_000;
/** So many are applied within a few seconds, long before anybody tries them again. */
const RUSH = 300;
/** With so many more in line the answers take their longest. */
const TOO_MANY = 600;

/**
 * How long the answer to a stored notification waits for its application. A single one waits, so that whoever reads the order after
 * the answer finds it paid. In a rush nobody waits, since the answer says no more than that it is stored. When ever more are in line
 * the answers become slower with it, so that a sender who waits for answers sends no faster than they are applied.
 * @param ahead how many must be applied before it
 * @returns milliseconds
 */
export function answerPatienceMs(ahead: number): number {
  if (ahead === 0) return LONGEST_MS;
  const beyond = Math.max(0, ahead - RUSH) / TOO_MANY;
  return Math.round(LONGEST_MS * Math.min(1, beyond));
}
