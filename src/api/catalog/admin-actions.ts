import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { getService } from '../../platform/get-service';
import { defineAdminAction } from '../../platform/http/admin-action';

/** Made by the form when it opens, so that a second click is the same deed. */
const key = z
  .string()
  .regex(/^[\w.:-]{1,64}$/)
  .optional();

/** What staff may do with records of this feature, beyond reading them. */
export async function defineAdminActions(strapi: Core.Strapi): Promise<void> {
  await defineAdminAction(strapi, {
    uid: 'inventory.adjust',
    displayName: '调整库存',
    category: '商品',
    subCategory: '库存',
    path: '/inventories/:documentId/adjust',
    subject: 'api::catalog.inventory',
    body: z.strictObject({ delta: z.int(), reason: z.string().max(200), key }),
    run: ({ params, body: { delta, reason, key: once }, operator, operatorId }) =>
      getService(strapi, 'api::catalog.adjust-stock').adjustStock({
        inventoryDocumentId: params.documentId ?? '',
        delta,
        reason,
        operator,
        idempotency: { key: once ?? null, userId: operatorId },
      }),
  });
}
