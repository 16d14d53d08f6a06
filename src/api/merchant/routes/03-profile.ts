import { z } from 'zod';
import { defineRoutes } from '../../../platform/http/define-routes';

const text = z.string().nullable();

export default defineRoutes('merchant', [
  {
    method: 'GET',
    path: '/merchant/profile',
    handler: 'profile.find',
    summary: '本店资料与我的角色',
    audience: 'merchant',
    roles: ['owner', 'manager', 'cashier', 'courier'],
    response: z.object({
      documentId: z.string(),
      name: z.string(),
      logo: text,
      introduction: text,
      contactName: text,
      contactPhoneMasked: text,
      address: text,
      latitude: z.number().nullable(),
      longitude: z.number().nullable(),
      businessHours: text,
      status: z.enum(['pending', 'active', 'rejected', 'suspended']),
      commissionBps: z.number().int(),
      role: z.enum(['owner', 'manager', 'cashier', 'courier']),
    }),
  },
]);
