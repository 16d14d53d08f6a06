import { setTimeout as sleep } from 'node:timers/promises';

/** Whether a check comes back, and not with false, before the deadline; what it throws counts as no answer. */
export async function answersInTime(milliseconds: number, check: () => Promise<unknown>): Promise<boolean> {
  const deadline = new AbortController();
  const tooLate = sleep(milliseconds, false, { signal: deadline.signal, ref: false }).catch(() => false);
  const answer = check().then(
    (value) => value !== false,
    () => false,
  );
  try {
    return await Promise.race([answer, tooLate]);
  } finally {
    deadline.abort();
  }
}
