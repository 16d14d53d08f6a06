import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { adminService } from '../../platform/admin-services';
import { getService } from '../../platform/get-service';
import { defineAdminAction } from '../../platform/http/admin-action';

/** How a record of each type leads to its merchant; what stands here a merchant's own account may be let see. */
const PATHS: Readonly<Record<string, string>> = {
  'api::merchant.merchant': 'id',
  'api::merchant.merchant-staff': 'merchant.id',
  'api::merchant.payment-code': 'merchant.id',
  'api::merchant.settlement': 'merchant.id',
  'api::catalog.product': 'merchant.id',
  'api::catalog.sku': 'product.merchant.id',
  'api::catalog.inventory': 'sku.product.merchant.id',
  'api::catalog.stock-movement': 'sku.product.merchant.id',
  'api::catalog.review': 'product.merchant.id',
  'api::order.order': 'merchant.id',
  'api::order.order-item': 'order.merchant.id',
  'api::order.shipment': 'merchant.id',
  'api::order.after-sale': 'merchant.id',
  'api::payment.payment': 'order.merchant.id',
  'api::payment.refund': 'order.merchant.id',
  'api::payment.profit-sharing': 'merchant.id',
};

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
        const path = PATHS[permission.subject ?? ''];
        const merchants = path ? await merchantsOf(strapi, id) : [];
        return path && merchants.length > 0 ? { [path]: { $in: merchants } } : false;
      },
    },
  ]);
  await defineDeeds(strapi);
}

const merchantsOf = (strapi: Core.Strapi, adminId: number): Promise<number[]> =>
  strapi.db.connection('merchant_operators').where({ admin_id: adminId }).pluck('merchant_id');

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
