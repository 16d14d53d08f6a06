import type { Core } from '@strapi/strapi';
import { now } from '../../../platform/container';
import { inTransaction } from '../../../platform/database/in-transaction';
import { getService } from '../../../platform/get-service';
import { awardKeyOf, changeReview, lockRewardedReviews, returnedLines } from '../store/reviews';

declare module '../../../platform/get-service' {
  interface Services {
    'api::catalog.take-review-points-back': TakeReviewPointsBack;
  }
}

export interface TakeReviewPointsBack {
  /**
   * Takes back the points of reviews whose line, or whole order, went back; what the author has spent is owed. The reviews stay.
   * Told of the same refund again, it does nothing.
   */
  (refund: { orderNo: string }): Promise<void>;
}

export default ({ strapi }: { strapi: Core.Strapi }): TakeReviewPointsBack =>
  async ({ orderNo }) => {
    const at = now(strapi);
    await inTransaction(strapi, async (trx) => {
      // Whoever is publishing a review of this order has it locked: his award is seen here, or he sees the refund.
      const reviews = await lockRewardedReviews(trx, orderNo);
      if (reviews.length === 0) return;
      const returned = await returnedLines(trx, orderNo);
      for (const review of reviews.filter((row) => returned.has(row.order_item_id))) {
        const awardKey = awardKeyOf(review);
        await getService(strapi, 'api::points.claw-back-points')(trx, {
          userId: review.user_id,
          orderNo,
          operationNo: awardKey,
          awardKey,
          points: review.points_awarded,
          reason: '退款收回评价奖励',
          at,
        });
        await changeReview(trx, review.id, { points_awarded: 0, at });
      }
    });
  };
