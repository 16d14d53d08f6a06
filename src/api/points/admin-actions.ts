import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { getService } from '../../platform/get-service';
import { defineAdminAction } from '../../platform/http/admin-action';

/** What staff may do with records of this feature, beyond reading them. */
export async function defineAdminActions(strapi: Core.Strapi): Promise<void> {
  await defineAdminAction(strapi, {
    uid: 'points-good.adjust-stock',
    displayName: '调整库存',
    category: '积分',
    subCategory: '积分商城',
    path: '/points-goods/:documentId/adjust-stock',
    body: z.strictObject({ delta: z.int(), reason: z.string().max(200) }),
    run: ({ params, body, operator }) =>
      getService(
        strapi,
        'api::points.adjust-good-stock',
      )({ ...body, pointsGoodDocumentId: params.documentId ?? '', operator }),
  });
}
