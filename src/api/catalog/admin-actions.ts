import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { getService } from '../../platform/get-service';
import { defineAdminAction } from '../../platform/http/admin-action';

/** What staff may do with records of this feature, beyond reading them. */
export async function defineAdminActions(strapi: Core.Strapi): Promise<void> {
  await defineAdminAction(strapi, {
    uid: 'inventory.adjust',
    displayName: '调整库存',
    category: '商品',
    subCategory: '库存',
    path: '/inventories/:documentId/adjust',
    subject: 'api::catalog.inventory',
    body: z.strictObject({ delta: z.int(), reason: z.string().max(200) }),
    run: ({ params, body, operator }) =>
      getService(strapi, 'api::catalog.adjust-stock').adjustStock({
        inventoryDocumentId: params.documentId ?? '',
        ...body,
        operator,
      }),
  });
}
