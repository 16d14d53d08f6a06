import { setTimeout as pause } from 'node:timers/promises';
import { together } from '../../../src/platform/database/together';

const refused = Object.assign(new Error('current transaction is aborted'), { code: '25P02' });
const deadlock = Object.assign(new Error('deadlock detected'), { code: '40P01' });

const fail = async (error: Error, milliseconds: number): Promise<never> => {
  await pause(milliseconds);
  throw error;
};

describe('statements that are sent together', () => {
  test('give their results in the order in which they were given', async () => {
    expect(await together([pause(5, 'a'), 'b', Promise.resolve(3)])).toEqual(['a', 'b', 3]);
  });

  test('fail with the failure itself, whichever is heard first', async () => {
    await expect(together([fail(refused, 0), fail(deadlock, 5), fail(refused, 10)])).rejects.toBe(deadlock);
    await expect(together([fail(refused, 0)])).rejects.toBe(refused);
  });

  test('are all over when one of them has failed', async () => {
    let isOver = false;
    const slow = pause(20).then(() => {
      isOver = true;
    });
    await expect(together([fail(deadlock, 0), slow])).rejects.toBe(deadlock);
    expect(isOver).toBe(true);
  });
});
