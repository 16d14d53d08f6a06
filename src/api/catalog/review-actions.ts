import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { getService } from '../../platform/get-service';
import { defineAdminAction } from '../../platform/http/admin-action';
import { replyBody } from './review-requests';

const place = { category: '商品', subCategory: '评价' };

/** What staff may do with reviews. */
export async function defineReviewActions(strapi: Core.Strapi): Promise<void> {
  await defineAdminAction(strapi, {
    ...place,
    uid: 'review.show',
    displayName: '显示评价',
    path: '/reviews/:documentId/show',
    subject: 'api::catalog.review',
    body: z.strictObject({}),
    run: ({ params, operator }) =>
      getService(strapi, 'api::catalog.moderate-review').show(params.documentId ?? '', operator),
  });
  await defineAdminAction(strapi, {
    ...place,
    uid: 'review.hide',
    displayName: '隐藏评价',
    path: '/reviews/:documentId/hide',
    subject: 'api::catalog.review',
    body: z.strictObject({}),
    run: ({ params, operator }) =>
      getService(strapi, 'api::catalog.moderate-review').hide(params.documentId ?? '', operator),
  });
  await defineAdminAction(strapi, {
    ...place,
    uid: 'review.reply',
    displayName: '回复评价',
    path: '/reviews/:documentId/reply',
    subject: 'api::catalog.review',
    body: replyBody,
    run: ({ params, body, operator }) =>
      getService(strapi, 'api::catalog.moderate-review').reply(params.documentId ?? '', body.reply, operator),
  });
}
