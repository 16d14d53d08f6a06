import { setTimeout as pause } from 'node:timers/promises';

/** Waits until a fact holds; the last failure is the test's failure. */
export async function eventually(check: () => Promise<void>, seconds = 10): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await pause(25);
    }
  }
}
