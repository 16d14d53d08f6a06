import type { Core } from '@strapi/strapi';
import { type ImageCheck, type ImageVerdict, noteImageCheck, reviewStateOf } from '../../../domain/catalog/review';
import { now } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import { fromJson } from '../../../platform/database/rows';
import { getService } from '../../../platform/get-service';
import { dropCached } from '../../../platform/http/response-cache';
import { reviewsTag } from '../public/cache-tags';
import { changeReview, lockReview, productOfReview, type ReviewRow } from '../store/reviews';

/** What WeChat is told the picture is; it comes back with the answer. */
const subjectOf = (reviewId: string, index: number): string => `review:${reviewId}:${index}`;

function readSubject(subject: string): { reviewId: string; index: number } | null {
  const match = /^review:([a-z0-9]+):(\d)$/.exec(subject);
  return match ? { reviewId: match[1] ?? '', index: Number(match[2]) } : null;
}

const checksOf = (review: ReviewRow): ImageCheck[] => fromJson<ImageCheck[]>(review.image_checks) ?? [];

const factory = ({ strapi }: { strapi: Core.Strapi }) => {
  /** Changes one picture's check with the review locked; what follows from it happens in the same transaction. */
  const note = async (reviewId: string, index: number, check: ImageCheck): Promise<void> => {
    const at = now(strapi);
    const product = await inTransaction(strapi, async (trx) => {
      const review = await lockReview(trx, reviewId);
      if (!review) return null;
      const images = noteImageCheck(checksOf(review), index, check);
      await changeReview(trx, review.id, { image_checks: JSON.stringify(images), at });
      // What staff decided in the meantime stands.
      if (review.state !== 'pending') return null;
      const state = reviewStateOf({ text: review.text_check, images });
      if (state === 'pending') return null;
      if (state === 'visible') await getService(strapi, 'api::catalog.publish-review')(trx, review, at);
      else await changeReview(trx, review.id, { state, at });
      return productOfReview(trx, review.product_id);
    });
    if (product) await dropCached(strapi, [reviewsTag(product)]);
  };
  return {
    /** Sends WeChat every picture of a review it has not been asked about; safe to repeat. */
    async ask(reviewId: string): Promise<void> {
      const review = (await strapi.db
        .connection('reviews as r')
        .join('up_users as u', 'u.id', 'r.user_id')
        .where('r.document_id', reviewId)
        .first('r.*', 'u.openid')) as (ReviewRow & { openid: string }) | undefined;
      if (!review) return;
      const checkContent = getService(strapi, 'api::wechat.check-content');
      const images = fromJson<string[]>(review.images) ?? [];
      for (const [index, check] of checksOf(review).entries()) {
        if (check !== 'waiting') continue;
        const picture = { openid: review.openid, url: images[index] ?? '', subject: subjectOf(reviewId, index) };
        const { traceId } = await checkContent.image({ ...picture, scene: 'comment' });
        // No answer will come about a picture that WeChat did not take: staff decide.
        await note(reviewId, index, traceId === null ? 'review' : 'asked');
      }
    },
    /** Takes WeChat's answer about a picture; answers about other things are left alone. */
    async hear(subject: string, verdict: ImageVerdict): Promise<void> {
      const picture = readSubject(subject);
      if (picture) await note(picture.reviewId, picture.index, verdict);
    },
  };
};

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::catalog.judge-review-images': ReturnType<typeof factory>;
  }
}
