import { answerPatienceMs } from '../../../src/domain/payment/answer-patience';

describe('the answer to a notification', () => {
  test('waits for it to be applied when its turn comes at once', () => {
    expect(answerPatienceMs(0)).toBe(3_000);
  });

  test.each([1, 100, 300])('waits for nothing when %d are ahead, as in a rush', (ahead) => {
    expect(answerPatienceMs(ahead)).toBe(0);
  });

  test('waits the longer the more are ahead, up to three seconds, because WeChat waits for five', () => {
    const waits = [301, 400, 600, 900, 10_000].map(answerPatienceMs);
    expect(waits).toEqual([5, 500, 1_500, 3_000, 3_000]);
  });
});
