import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { getService } from '../../platform/get-service';
import { defineAdminAction } from '../../platform/http/admin-action';
import { chineseMobile } from '../../platform/http/chinese-phone';

const subject = 'api::merchant.merchant';

/** Digits are a number that somebody has bound, also where they could be a documentId. */
const member = z.union([
  chineseMobile.transform((phone) => ({ phone })),
  z
    .string()
    .trim()
    .regex(/^[a-z0-9]{20,32}$/, 'not a member')
    .transform((documentId) => ({ documentId })),
]);

/** Who stands behind a merchant: its owner, and the number to call. */
export async function defineContactActions(strapi: Core.Strapi): Promise<void> {
  await defineAdminAction(strapi, {
    category: '商户',
    subCategory: '店主与联系人',
    uid: 'merchant.appoint-owner',
    displayName: '指定店主',
    path: '/merchants/:documentId/appoint-owner',
    subject,
    body: z.strictObject({ member }),
    run: ({ params, body, operator }) =>
      getService(
        strapi,
        'api::merchant.appoint-owner',
      )({ merchantDocumentId: params.documentId ?? '', member: body.member, operator }),
  });
  await defineAdminAction(strapi, {
    category: '商户',
    subCategory: '店主与联系人',
    uid: 'merchant.show-phone',
    displayName: '查看联系电话',
    path: '/merchants/:documentId/show-phone',
    subject,
    body: z.strictObject({}),
    run: ({ params, operator }) =>
      getService(strapi, 'api::merchant.show-phone')({ documentId: params.documentId ?? '', operator }),
  });
}
