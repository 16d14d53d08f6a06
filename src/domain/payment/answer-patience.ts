/** WeChat waits five seconds for an answer. */
const ALONE_MS = 3_000;
/** So many are applied within a few seconds, long before anybody tries them again. */
const RUSH = 300;
/** With so many more in line the answers take their longest. */
const TOO_MANY = 600;
/**
 * WeChat sends what was paid, however slowly it is answered, so waiting longer would only fill the line before the database until
 * new arrivals are refused. It is enough for a sender that waits for its answers to leave time for applying.
 */
const IN_RUSH_MS = 200;

/**
 * How long the answer to a stored notification waits for its application. A single one waits, so that whoever reads the order after
 * the answer finds it paid. In a rush nobody waits, since the answer says no more than that it is stored. When ever more are in line
 * the answers become a little slower with it.
 * @param ahead how many must be applied before it
 * @returns milliseconds
 */
export function answerPatienceMs(ahead: number): number {
  if (ahead === 0) return ALONE_MS;
  const beyond = Math.max(0, ahead - RUSH) / TOO_MANY;
  return Math.round(IN_RUSH_MS * Math.min(1, beyond));
}
