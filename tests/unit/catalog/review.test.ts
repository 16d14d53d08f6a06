import fc from 'fast-check';
import { type ImageCheck, noteImageCheck, reviewStateOf, summariseRatings } from '../../../src/domain/catalog/review';

const image = fc.constantFrom<ImageCheck>('waiting', 'asked', 'pass', 'review', 'risky');
const verdict = fc.constantFrom<ImageCheck>('pass', 'review', 'risky');

describe('what the checks of a review lead to', () => {
  it('is visible exactly when the text and every picture passed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('pass' as const, 'review' as const),
        fc.array(image, { maxLength: 9 }),
        (text, images) => {
          const isHarmless = text === 'pass' && images.every((check) => check === 'pass');
          expect(reviewStateOf({ text, images }) === 'visible').toBe(isHarmless);
        },
      ),
    );
  });

  it('is hidden with a risky picture and otherwise waits', () => {
    expect(reviewStateOf({ text: 'pass', images: ['pass', 'risky'] })).toBe('hidden');
    expect(reviewStateOf({ text: 'review', images: [] })).toBe('pending');
    expect(reviewStateOf({ text: 'pass', images: ['pass', 'asked'] })).toBe('pending');
  });

  it('a judgement of a picture stands, whatever comes after it and in whatever order', () => {
    fc.assert(
      fc.property(verdict, fc.array(image, { maxLength: 5 }), (first, later) => {
        const noted = later.reduce<ImageCheck[]>(
          (images, check) => noteImageCheck(images, 0, check),
          noteImageCheck(['waiting', 'waiting'], 0, first),
        );
        expect(noted).toEqual([first, 'waiting']);
      }),
    );
  });
});

describe('the summary of ratings', () => {
  it('counts what there is and rounds the average to one decimal', () => {
    const summary = summariseRatings(
      new Map([
        [5, 1],
        [4, 2],
      ]),
    );
    expect(summary).toEqual({ count: 3, averageRating: 4.3, ratings: { 1: 0, 2: 0, 3: 0, 4: 2, 5: 1 } });
    expect(summariseRatings(new Map()).averageRating).toBeNull();
  });

  it('lies between the lowest and the highest rating', () => {
    const counts = fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 10_000 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(counts, (entries) => {
        const { averageRating } = summariseRatings(new Map(entries));
        const ratings = entries.map(([rating]) => rating);
        expect(averageRating).toBeGreaterThanOrEqual(Math.min(...ratings));
        expect(averageRating).toBeLessThanOrEqual(Math.max(...ratings));
      }),
    );
  });
});
