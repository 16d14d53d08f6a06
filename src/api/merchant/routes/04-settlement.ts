import { z } from 'zod';
import { defineRoutes } from '../../../platform/http/define-routes';
import { idParams, settlementsQuery, statisticsQuery } from '../requests';
import { statisticsResponse } from '../responses';

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
        sharedAmount: money.describe('Part of it that the merchant gets, or has got, by profit sharing'),
        deductedAmount: money.nullable().describe('Kept back for settlements below zero'),
        transferAmount: money
          .nullable()
          .describe('What the shop transfers: payable − sharedAmount − deductedAmount, never below zero'),
        orderCount: money,
        refundCount: money,
        settledAt: z.iso.datetime().nullable(),
      }),
    ),
    paging: 'cursor',
  },
  {
    method: 'GET',
    path: '/merchant/settlements/:id/statement',
    handler: 'settlement.statement',
    summary: '下载结算单的对账明细（CSV）',
    audience: 'merchant',
    roles: ['owner', 'manager'],
    params: idParams,
    produces: 'text/csv',
  },
  {
    method: 'GET',
    path: '/merchant/statistics',
    handler: 'statistics.read',
    summary: '经营统计：按天或按收款码汇总收款、退款、顾客和积分，最多 366 天',
    audience: 'merchant',
    roles: ['owner', 'manager'],
    query: statisticsQuery,
    response: statisticsResponse,
  },
]);
