import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { labelContentType } from '../../platform/content/admin-labels';
import { declareRecords } from '../../platform/content/record-lock';
import { type Constraint, declareConstraints } from '../../platform/database/constraints';
import { getService } from '../../platform/get-service';
import { defineAdminAction, defineAdminRead } from '../../platform/http/admin-action';
import { registerJob } from '../../platform/jobs/scheduler';

const constraints: Constraint[] = [
  { kind: 'unique', name: 'ux_settlements_merchant_day', table: 'settlements', columns: ['merchant_id', 'day'] },
  { kind: 'index', name: 'ix_settlements_merchant', table: 'settlements', columns: ['merchant_id', 'id'] },
  { kind: 'index', name: 'ix_settlements_day', table: 'settlements', columns: ['day'] },
  {
    kind: 'check',
    name: 'ck_settlements_payable',
    table: 'settlements',
    columns: ['payable', 'paid_amount', 'refunded_amount', 'commission'],
    expression: 'payable = paid_amount - refunded_amount - commission',
  },
];

/** What settlements with merchants bring along; called from the feature's register(), and awaited there. */
export async function registerSettlements(strapi: Core.Strapi): Promise<void> {
  declareRecords(strapi, ['api::merchant.settlement']);
  declareConstraints(strapi, constraints);
  labelSettlement(strapi);
  registerJob(strapi, {
    name: 'settle-days',
    schedule: '0 20 */6 * * *',
    run: (app) => getService(app, 'api::merchant.settle-days')(),
  });
  defineAdminRead(strapi, {
    subject: 'api::merchant.settlement',
    path: '/settlements/:documentId/statement',
    run: (documentId) => getService(strapi, 'api::merchant.write-statement')(documentId, null),
  });
  await defineAdminAction(strapi, {
    uid: 'settlement.settle',
    displayName: '标记已结算',
    category: '资金',
    subCategory: '商户结算',
    path: '/settlements/:documentId/settle',
    subject: 'api::merchant.settlement',
    body: z.strictObject({
      payable: z.number().int().optional(),
      note: z.string().trim().min(1).max(200).optional(),
    }),
    run: ({ params, body, operator }) =>
      getService(
        strapi,
        'api::merchant.finish-settlement',
      )({
        documentId: params.documentId ?? '',
        payable: body.payable ?? null,
        note: body.note ?? null,
        operator,
      }),
  });
}

function labelSettlement(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::merchant.settlement', {
    fields: {
      merchant: '商户',
      day: { label: '结算日', help: '按店铺时区的自然日，次日生成。' },
      paidAmount: '收款',
      refundedAmount: { label: '退款', help: '按退款到账的日子计算。' },
      commission: { label: '佣金', help: '退款会退还相应的佣金，所以可能是负数。' },
      payable: { label: '应付', help: '收款 − 退款 − 佣金；负数从以后的结算中扣回。' },
      orderCount: '收款笔数',
      refundCount: '退款笔数',
      sharedAmount: { label: '已分账', help: '应付中已经通过微信分账付给商户的部分。' },
      state: { label: '状态', choices: { pending: ['待结算', 'warning'], settled: ['已结算', 'success'] } },
      settledAt: '结算时间',
      settledBy: '结算人',
      note: '备注',
    },
    list: ['day', 'merchant', 'paidAmount', 'refundedAmount', 'commission', 'payable', 'sharedAmount', 'state'],
    mainField: 'day',
    sortBy: 'day',
    sortOrder: 'DESC',
    form: [
      ['merchant', 'day', 'state'],
      ['paidAmount', 'refundedAmount', 'commission'],
      ['payable', 'sharedAmount'],
      ['orderCount', 'refundCount'],
      ['settledAt', 'settledBy'],
      ['note'],
    ],
  });
}
