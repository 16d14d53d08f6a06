import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { adminService } from '../../platform/admin-services';
import { getService } from '../../platform/get-service';
import { defineAdminAction } from '../../platform/http/admin-action';
import { guardListings } from './own-data/guard-listings';
import { guardWrites } from './own-data/guard-writes';
import { merchantPathOf, merchantsOf } from './own-data/own-data';

/**
 * Accounts of the panel that belong to merchants: the condition 仅本商户数据 narrows any permission of a role to the merchants an
 * account was given. Call from the feature's register(), and await it there.
 */
export async function registerOperators(strapi: Core.Strapi): Promise<void> {
  await adminService(strapi, 'admin::permission').conditionProvider.registerMany([
    {
      name: 'own-merchant',
      displayName: '仅本商户数据',
      category: '数据范围',
      handler: async ({ id, permission }) => {
        const path = merchantPathOf(permission.subject ?? '');
        const merchants = path ? await merchantsOf(strapi.db.connection, id) : [];
        return path && merchants.length > 0 ? { [path]: { $in: merchants } } : false;
      },
    },
  ]);
  guardWrites(strapi);
  guardListings(strapi);
  await defineDeeds(strapi);
}

async function defineDeeds(strapi: Core.Strapi): Promise<void> {
  const place = { category: '商户', subCategory: '后台账号' };
  await defineAdminAction(strapi, {
    ...place,
    uid: 'merchant.assign-operator',
    displayName: '授权后台账号',
    path: '/merchants/:documentId/assign-operator',
    subject: 'api::merchant.merchant',
    body: z.strictObject({ email: z.email().max(200) }),
    run: ({ params, body, operator }) =>
      getService(strapi, 'api::merchant.assign-operator').assign({
        merchantDocumentId: params.documentId ?? '',
        email: body.email,
        operator,
      }),
  });
  await defineAdminAction(strapi, {
    ...place,
    uid: 'merchant-operator.remove',
    displayName: '取消后台账号授权',
    path: '/merchant-operators/:documentId/remove',
    subject: 'api::merchant.merchant-operator',
    body: z.strictObject({}),
    run: ({ params, operator }) =>
      getService(strapi, 'api::merchant.assign-operator').remove({ documentId: params.documentId ?? '', operator }),
  });
}
