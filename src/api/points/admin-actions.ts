import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { fen } from '../../domain/shared/fen';
import { getService } from '../../platform/get-service';
import { defineAdminAction } from '../../platform/http/admin-action';
import { defineAdminReport } from '../../platform/http/admin-report';
import { scenes } from './requests';

const CATEGORY = { category: '会员', subCategory: '积分' };
const MOST_POINTS = 1_000_000;
const MOST_FEN = 2_147_483_647;

const reason = z.string().trim().min(1).max(100);
/** Made by the form when it opens, so that a second click is the same deed. */
const key = z
  .string()
  .regex(/^[\w.:-]{1,64}$/)
  .optional();
const documentId = z.string().min(1).max(64);

/** What staff may do with points accounts and what they may ask about points. */
export async function defineAdminActions(strapi: Core.Strapi): Promise<void> {
  await defineAdjustment(strapi);
  await defineDecisions(strapi);
  await defineFreezing(strapi);
  await defineGoodsStock(strapi);
  defineReports(strapi);
}

async function defineAdjustment(strapi: Core.Strapi): Promise<void> {
  await defineAdminAction(strapi, {
    ...CATEGORY,
    uid: 'points-account.adjust',
    displayName: '调整积分',
    path: '/points-accounts/:documentId/adjust',
    subject: 'api::points.points-account',
    body: z.strictObject({
      points: z
        .int()
        .min(-MOST_POINTS)
        .max(MOST_POINTS)
        .refine((points) => points !== 0, 'must not be 0'),
      reason,
      validDays: z.int().min(0).max(3650).default(365),
      key,
    }),
    run: ({ params, body, operator, operatorId }) =>
      getService(
        strapi,
        'api::points.adjust-points',
      )({
        ...body,
        key: body.key ?? null,
        accountDocumentId: params.documentId ?? '',
        operator,
        operatorId,
      }),
  });
  await defineAdminAction(strapi, {
    ...CATEGORY,
    uid: 'points-account.give',
    displayName: '按规则发放积分',
    path: '/points-accounts/:documentId/give',
    subject: 'api::points.points-account',
    body: z.strictObject({ reason, key }),
    run: ({ params, body, operator, operatorId }) =>
      getService(
        strapi,
        'api::points.give-by-rule',
      )({
        ...body,
        key: body.key ?? null,
        accountDocumentId: params.documentId ?? '',
        operator,
        operatorId,
      }),
  });
}

async function defineDecisions(strapi: Core.Strapi): Promise<void> {
  for (const { event, displayName, body } of [
    { event: 'approve', displayName: '复核通过积分调整', body: z.strictObject({ note: reason.optional() }) },
    { event: 'reject', displayName: '驳回积分调整', body: z.strictObject({ note: reason }) },
    { event: 'withdraw', displayName: '撤回积分调整', body: z.strictObject({ note: reason.optional() }) },
  ] as const) {
    await defineAdminAction(strapi, {
      ...CATEGORY,
      uid: `points-adjustment.${event}`,
      displayName,
      path: `/points-adjustments/:documentId/${event}`,
      subject: 'api::points.points-adjustment',
      body,
      run: ({ params, body: { note }, operator, operatorId }) =>
        getService(
          strapi,
          'api::points.decide-adjustment',
        )({ adjustmentDocumentId: params.documentId ?? '', event, note: note ?? null, operator, operatorId }),
    });
  }
}

async function defineFreezing(strapi: Core.Strapi): Promise<void> {
  for (const { verb, displayName, isFrozen } of [
    { verb: 'freeze', displayName: '冻结积分账户', isFrozen: true },
    { verb: 'unfreeze', displayName: '解冻积分账户', isFrozen: false },
  ]) {
    await defineAdminAction(strapi, {
      ...CATEGORY,
      uid: `points-account.${verb}`,
      displayName,
      path: `/points-accounts/:documentId/${verb}`,
      subject: 'api::points.points-account',
      body: z.strictObject({ reason }),
      run: ({ params, body, operator }) =>
        getService(
          strapi,
          'api::points.freeze-account',
        )({ accountDocumentId: params.documentId ?? '', isFrozen, reason: body.reason, operator }),
    });
  }
}

async function defineGoodsStock(strapi: Core.Strapi): Promise<void> {
  await defineAdminAction(strapi, {
    uid: 'points-good.adjust-stock',
    displayName: '调整库存',
    category: '积分',
    subCategory: '积分商城',
    path: '/points-goods/:documentId/adjust-stock',
    subject: 'api::points.points-good',
    body: z.strictObject({ delta: z.int(), reason: z.string().max(200), key }),
    run: ({ params, body: { delta, reason: why, key: once }, operator, operatorId }) =>
      getService(
        strapi,
        'api::points.adjust-good-stock',
      )({
        pointsGoodDocumentId: params.documentId ?? '',
        delta,
        reason: why,
        operator,
        idempotency: { key: once ?? null, userId: operatorId },
      }),
  });
}

function defineReports(strapi: Core.Strapi): void {
  defineAdminReport(strapi, {
    subject: 'api::points.points-rule',
    path: '/points-rules/preview',
    query: z.strictObject({
      scene: z.enum(scenes),
      amount: z.coerce.number().int().min(0).max(MOST_FEN).default(0).transform(fen),
      levelId: documentId.optional(),
      merchantId: documentId.optional(),
      streak: z.coerce.number().int().min(1).max(3650).optional(),
    }),
    run: (query) => getService(strapi, 'api::points.preview-award')(query),
  });
  defineAdminReport(strapi, {
    subject: 'api::points.points-rule',
    path: '/points-rules/preview-choices',
    query: z.strictObject({}),
    run: () => getService(strapi, 'api::points.list-preview-choices')(),
  });
  defineAdminReport(strapi, {
    subject: 'api::points.points-account',
    path: '/points-liability',
    query: z.strictObject({}),
    run: () => getService(strapi, 'api::points.read-liability')(),
  });
}
