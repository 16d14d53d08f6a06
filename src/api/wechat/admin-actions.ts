import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { getService } from '../../platform/get-service';
import { defineAdminAction } from '../../platform/http/admin-action';

/** What staff may do with records of this feature, beyond reading them. */
export async function defineAdminActions(strapi: Core.Strapi): Promise<void> {
  await defineAdminAction(strapi, {
    uid: 'shipping-upload.retry',
    displayName: '重新上报',
    category: '微信',
    subCategory: '发货上报',
    path: '/shipping-uploads/:documentId/retry',
    subject: 'api::wechat.shipping-upload',
    body: z.strictObject({ carrier: z.string().trim().min(1).max(60).optional() }),
    run: ({ params, body, operator }) =>
      getService(
        strapi,
        'api::wechat.retry-shipping-upload',
      )({ documentId: params.documentId ?? '', carrier: body.carrier, operator }),
  });
}
