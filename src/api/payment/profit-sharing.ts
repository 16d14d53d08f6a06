import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { declareRecords } from '../../platform/content/record-lock';
import { declareConstraints } from '../../platform/database/constraints';
import { onEvent } from '../../platform/events/outbox';
import { getService } from '../../platform/get-service';
import { defineAdminAction } from '../../platform/http/admin-action';
import { registerJob } from '../../platform/jobs/scheduler';
import { profitSharingConstraints } from './profit-sharing-constraints';
import { labelProfitSharing } from './profit-sharing-labels';

const note = z.string().trim().min(1).max(200);

/** What the sharing of payments with merchants (分账) brings along; called from the feature's register(), and awaited there. */
export async function registerProfitSharing(strapi: Core.Strapi): Promise<void> {
  declareRecords(strapi, ['api::payment.profit-sharing', 'api::payment.profit-return']);
  declareConstraints(strapi, profitSharingConstraints);
  labelProfitSharing(strapi);
  const wake = ({ payload }: { payload: { orderNo: string } }) =>
    getService(strapi, 'api::payment.wake-profit-sharing')(payload.orderNo);
  onEvent(strapi, 'order.completed', { name: 'share the payment', handle: wake });
  onEvent(strapi, 'order.refunded', { name: 'look at the frozen payment', handle: wake });
  registerJob(strapi, {
    name: 'send-profit-sharing',
    schedule: '*/15 * * * * *',
    run: (app) => getService(app, 'api::payment.send-profit-sharing')(),
  });
  registerJob(strapi, {
    name: 'send-profit-returns',
    schedule: '40 * * * * *',
    run: (app) => getService(app, 'api::payment.send-profit-returns')(),
  });
  await defineDeeds(strapi);
}

/** 重新分账, 解冻资金, 重新回退 and 人工了结. */
async function defineDeeds(strapi: Core.Strapi): Promise<void> {
  const deed = (name: string, displayName: string, run: 'retry' | 'unfreeze' | 'retryReturn') => {
    const [thing, verb] = name.split('.');
    return defineAdminAction(strapi, {
      uid: name,
      displayName,
      category: '资金',
      subCategory: '分账',
      path: `/${thing ?? ''}s/:documentId/${verb ?? ''}`,
      subject: thing === 'profit-return' ? 'api::payment.profit-return' : 'api::payment.profit-sharing',
      body: z.strictObject({ note }),
      run: ({ params, body, operator }) =>
        getService(strapi, 'api::payment.steer-profit-sharing')[run]({
          documentId: params.documentId ?? '',
          note: body.note,
          operator,
        }),
    });
  };
  await deed('profit-sharing.retry', '重新分账', 'retry');
  await deed('profit-sharing.unfreeze', '解冻分账资金', 'unfreeze');
  await deed('profit-return.retry', '重新回退分账', 'retryReturn');
  await defineAdminAction(strapi, {
    uid: 'profit-sharing.close',
    displayName: '人工了结分账',
    category: '资金',
    subCategory: '分账',
    path: '/profit-sharings/:documentId/close',
    subject: 'api::payment.profit-sharing',
    body: z.strictObject({ isShared: z.boolean(), note }),
    run: ({ params, body, operator }) =>
      getService(
        strapi,
        'api::payment.close-profit-sharing',
      )({ documentId: params.documentId ?? '', ...body, operator }),
  });
}
