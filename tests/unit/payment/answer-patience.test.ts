import { answerPatienceMs } from '../../../src/domain/payment/answer-patience';

describe('the answer to a notification', () => {
  test('waits for it to be applied when its turn comes at once', () => {
    expect(answerPatienceMs(0)).toBe(3_000);
  });

  test.each([1, 100, 300])('waits for nothing when %d are ahead, as in a rush', (ahead) => {
    expect(answerPatienceMs(ahead)).toBe(0);
  });

  test('waits the longer the more are ahead, and never so long that an answer is late', () => {
    const waits = [301, 420, 600, 900, 10_000].map(answerPatienceMs);
    expect(waits).toEqual([0, 40, 100, 200, 200]);
  });
});
