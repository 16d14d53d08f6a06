import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { getService } from '../../platform/get-service';
import { defineAdminAction } from '../../platform/http/admin-action';

const note = z.string().trim().min(1).max(200);
const MONEY = { category: '资金', subCategory: '退款与通知' };

/** What staff may do with payments' records, beyond reading them. */
export async function defineAdminActions(strapi: Core.Strapi): Promise<void> {
  await defineAdminAction(strapi, {
    ...MONEY,
    uid: 'refund.retry',
    displayName: '重新提交退款',
    path: '/refunds/:documentId/retry',
    subject: 'api::payment.refund',
    body: z.strictObject({ note: note.optional() }),
    run: ({ params, body, operator }) =>
      getService(strapi, 'api::payment.finish-refund').retry({
        refundDocumentId: params.documentId ?? '',
        note: body.note ?? '',
        operator,
      }),
  });
  await defineAdminAction(strapi, {
    ...MONEY,
    uid: 'refund.finish',
    displayName: '手工完结退款',
    path: '/refunds/:documentId/finish',
    subject: 'api::payment.refund',
    body: z.strictObject({ note }),
    run: ({ params, body, operator }) =>
      getService(strapi, 'api::payment.finish-refund').finish({
        refundDocumentId: params.documentId ?? '',
        note: body.note,
        operator,
      }),
  });
  await defineAdminAction(strapi, {
    ...MONEY,
    uid: 'payment-notification.replay',
    displayName: '重新处理微信通知',
    path: '/payment-notifications/:documentId/replay',
    subject: 'api::payment.payment-notification',
    body: z.strictObject({}),
    run: ({ params, operator }) =>
      getService(
        strapi,
        'api::payment.replay-notification',
      )({
        notificationDocumentId: params.documentId ?? '',
        operator,
      }),
  });
}
