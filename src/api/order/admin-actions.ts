import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { getService } from '../../platform/get-service';
import { defineAdminAction } from '../../platform/http/admin-action';
import { shipBody, verificationBody } from './fulfilment-requests';

const section = { category: '订单', subCategory: '履约' };

/** Who acts in the panel acts for the whole shop. */
const actOf = (params: Record<string, string>, operator: string) => ({
  orderNo: params.orderNo ?? '',
  scope: { merchantId: null },
  operator: { type: 'admin' as const, name: operator },
});

/** What staff may do with orders, beyond reading them; each writes its audit entry itself. */
export async function defineAdminActions(strapi: Core.Strapi): Promise<void> {
  await defineAdminAction(strapi, {
    ...section,
    uid: 'order.ship',
    displayName: '发货',
    path: '/orders/:orderNo/ship',
    subject: 'api::order.order',
    body: shipBody,
    run: ({ params, body, operator }) =>
      getService(strapi, 'api::order.ship-order')({ ...body, ...actOf(params, operator) }),
  });
  await defineAdminAction(strapi, {
    ...section,
    uid: 'order.prepare-pickup',
    displayName: '备货完成',
    path: '/orders/:orderNo/prepare-pickup',
    subject: 'api::order.order',
    body: z.strictObject({}),
    run: async ({ params, operator }) => {
      await getService(strapi, 'api::order.prepare-pickup')(actOf(params, operator));
      return { orderNo: params.orderNo };
    },
  });
  await defineAdminAction(strapi, {
    ...section,
    uid: 'order.verify-pickup',
    displayName: '核销',
    path: '/orders/:orderNo/verify-pickup',
    subject: 'api::order.order',
    body: verificationBody,
    run: ({ params, body, operator }) =>
      getService(strapi, 'api::order.verify-pickup')({ ...body, ...actOf(params, operator) }),
  });
}
