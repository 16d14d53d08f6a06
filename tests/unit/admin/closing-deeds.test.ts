import { paymentDeeds } from '../../../src/admin/deeds/payment-deeds';

const deeds = paymentDeeds.filter(({ permission }) => permission === 'profit-sharing.close');

describe('the deeds that end a split that WeChat refuses to tell about', () => {
  it('say what staff have seen, and nothing else tells them apart', () => {
    expect(deeds.map(({ label, body }) => [label, body])).toEqual([
      ['确认已分账', { isShared: true }],
      ['确认未分账', { isShared: false }],
    ]);
  });

  it.each<[string, object, boolean]>([
    ['that was sent and is open', { state: 'processing', sentAt: '2026-03-01T00:00:00.000Z' }, true],
    ['whose answer was lost', { state: 'created', sentAt: '2026-03-01T00:00:00.000Z' }, true],
    ['that was not sent', { state: 'created', sentAt: null }, false],
    ['that is over', { state: 'finished', sentAt: '2026-03-01T00:00:00.000Z' }, false],
  ])('are offered for a split %s, or not', (_title, document, isOffered) => {
    for (const deed of deeds) expect(deed.isOffered(document as never)).toBe(isOffered);
  });
});
