import type { Core } from '@strapi/strapi';
import { onEvent } from '../../platform/events/outbox';
import { getService } from '../../platform/get-service';
import { defineReviewActions } from './review-actions';

/** Staff's actions on reviews, the conversation with WeChat about their pictures, and what a refund takes back. */
export async function registerReviews(strapi: Core.Strapi): Promise<void> {
  await defineReviewActions(strapi);
  // The outbox tries again until WeChat took the question, so a crash after the commit leaves no picture behind.
  onEvent(strapi, 'review.created', {
    name: 'ask-about-review-images',
    handle: ({ payload }) => getService(strapi, 'api::catalog.judge-review-images').ask(payload.reviewId),
  });
  onEvent(strapi, 'order.refunded', {
    name: 'take-review-points-back',
    handle: ({ payload }) => getService(strapi, 'api::catalog.take-review-points-back')(payload),
  });
  onEvent(strapi, 'wechat.media-checked', {
    name: 'judge-review-images',
    handle: ({ payload }) =>
      getService(strapi, 'api::catalog.judge-review-images').hear(payload.subject, payload.suggest),
  });
}
