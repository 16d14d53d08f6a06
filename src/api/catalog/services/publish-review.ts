import type { Core } from '@strapi/strapi';
import type { Trx } from '../../../platform/database/in-transaction';
import { getService } from '../../../platform/get-service';
import { changeReview, type ReviewRow } from '../store/reviews';

declare module '../../../platform/get-service' {
  interface Services {
    'api::catalog.publish-review': PublishReview;
  }
}

export interface PublishReview {
  /**
   * Lets everybody see a review whose row is locked in this transaction. The first time the author gets the points of the
   * review rules; hiding it and showing it again gives nothing.
   */
  (trx: Trx, review: ReviewRow, at: Date): Promise<void>;
}

export default ({ strapi }: { strapi: Core.Strapi }): PublishReview =>
  async (trx, review, at) => {
    if (review.state === 'visible') return;
    if (review.first_visible_at !== null) return changeReview(trx, review.id, { state: 'visible', at });
    const { points } = await getService(strapi, 'api::points.award-points')(trx, {
      userId: review.user_id,
      scene: 'review',
      key: `review:${review.order_no}:${review.order_item_id}`,
      description: '评价奖励',
      orderNo: review.order_no,
      at,
    });
    return changeReview(trx, review.id, { state: 'visible', first_visible_at: at, points_awarded: points, at });
  };
