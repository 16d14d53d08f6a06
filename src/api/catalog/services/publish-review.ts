import type { Core } from '@strapi/strapi';
import type { Trx } from '../../../platform/database/in-transaction';
import { getService } from '../../../platform/get-service';
import { awardKeyOf, changeReview, returnedLines, type ReviewRow } from '../store/reviews';

declare module '../../../platform/get-service' {
  interface Services {
    'api::catalog.publish-review': PublishReview;
  }
}

export interface PublishReview {
  /**
   * Lets everybody see a review whose row is locked in this transaction. The first time the author gets the points of the
   * review rules, unless the line was refunded by then; hiding it and showing it again gives nothing.
   */
  (trx: Trx, review: ReviewRow, at: Date): Promise<void>;
}

export default ({ strapi }: { strapi: Core.Strapi }): PublishReview =>
  async (trx, review, at) => {
    if (review.state === 'visible') return;
    if (review.first_visible_at !== null) return changeReview(trx, review.id, { state: 'visible', at });
    const points = await reward(strapi, trx, { review, at });
    return changeReview(trx, review.id, { state: 'visible', first_visible_at: at, points_awarded: points, at });
  };

/** Nothing for a line that went back meanwhile: the review may have waited for its pictures or for staff. */
async function reward(strapi: Core.Strapi, trx: Trx, { review, at }: { review: ReviewRow; at: Date }): Promise<number> {
  if ((await returnedLines(trx, review.order_no)).has(review.order_item_id)) return 0;
  const { points } = await getService(strapi, 'api::points.award-points')(trx, {
    userId: review.user_id,
    scene: 'review',
    key: awardKeyOf(review),
    description: '评价奖励',
    orderNo: review.order_no,
    at,
  });
  return points;
}
