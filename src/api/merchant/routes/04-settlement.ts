import { z } from 'zod';
import { defineRoutes } from '../../../platform/http/define-routes';
import { settlementsQuery } from '../requests';

const money = z.number().int();

export default defineRoutes('merchant', [
  {
    method: 'GET',
    path: '/merchant/settlements',
    handler: 'settlement.list',
    summary: '本店结算单：每天一张，次日生成，应付 = 收款 − 退款 − 佣金',
    audience: 'merchant',
    roles: ['owner', 'manager'],
    query: settlementsQuery,
    response: z.array(
      z.object({
        documentId: z.string(),
        day: z.iso.date(),
        status: z.enum(['pending', 'settled']),
        paidAmount: money,
        refundedAmount: money,
        commission: money,
        payable: money,
        sharedAmount: money.describe('Part of it that the merchant has already got by profit sharing'),
        orderCount: money,
        refundCount: money,
        settledAt: z.iso.datetime().nullable(),
      }),
    ),
    paging: 'cursor',
  },
]);
