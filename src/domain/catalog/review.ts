export type ReviewState = 'pending' | 'visible' | 'hidden';

/** What WeChat said about a text; a risky one never becomes a review. */
export type TextCheck = 'pass' | 'review';

export type ImageVerdict = 'pass' | 'review' | 'risky';

/** One picture: not asked about yet, asked, or judged. */
export type ImageCheck = 'waiting' | 'asked' | ImageVerdict;

export interface ReviewChecks {
  readonly text: TextCheck;
  readonly images: readonly ImageCheck[];
}

/** Where the checks lead: visible when everything passed, hidden with a risky picture, otherwise staff decide. */
export function reviewStateOf({ text, images }: ReviewChecks): ReviewState {
  if (images.includes('risky')) return 'hidden';
  return text === 'pass' && images.every((check) => check === 'pass') ? 'visible' : 'pending';
}

/** Notes what became of one picture. A judgement stands: neither a late question nor a second answer changes it. */
export function noteImageCheck(images: readonly ImageCheck[], index: number, check: ImageCheck): ImageCheck[] {
  return images.map((known, at) => (at === index && (known === 'waiting' || known === 'asked') ? check : known));
}

export type Rating = 1 | 2 | 3 | 4 | 5;
const RATINGS: readonly Rating[] = [1, 2, 3, 4, 5];

export interface RatingsSummary {
  count: number;
  /** One decimal; null without reviews. */
  averageRating: number | null;
  ratings: Record<Rating, number>;
}

/** @param counts reviews by rating; ratings nobody gave may be left out */
export function summariseRatings(counts: ReadonlyMap<number, number>): RatingsSummary {
  const ratings = Object.fromEntries(RATINGS.map((rating) => [rating, counts.get(rating) ?? 0])) as Record<
    Rating,
    number
  >;
  const count = RATINGS.reduce((sum, rating) => sum + ratings[rating], 0);
  const stars = RATINGS.reduce((sum, rating) => sum + rating * ratings[rating], 0);
  return { count, averageRating: count === 0 ? null : Math.round((stars * 10) / count) / 10, ratings };
}
