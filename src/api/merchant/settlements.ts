import type { Core } from '@strapi/strapi';
import { labelContentType } from '../../platform/content/admin-labels';
import { declareRecords } from '../../platform/content/record-lock';
import { type Constraint, declareConstraints } from '../../platform/database/constraints';
import { getService } from '../../platform/get-service';
import { defineAdminRead } from '../../platform/http/admin-action';
import { registerJob } from '../../platform/jobs/scheduler';
import { defineSettlementActions } from './settlement-actions';

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
  {
    kind: 'check',
    name: 'ck_settlements_transfer',
    table: 'settlements',
    columns: ['deducted_amount', 'transfer_amount'],
    // What was settled before settlements had lines deducted nothing.
    expression: 'deducted_amount is null or (deducted_amount >= 0 and transfer_amount >= 0)',
  },
  {
    kind: 'check',
    name: 'ck_settlements_settled',
    table: 'settlements',
    columns: ['state', 'payable', 'shared_amount', 'deducted_amount', 'transfer_amount'],
    expression: `state = 'pending' or deducted_amount is null or payable - shared_amount = transfer_amount + deducted_amount
      or (payable < shared_amount and transfer_amount = 0 and deducted_amount = 0)`,
  },
  {
    kind: 'unique',
    name: 'ux_settlement_lines_payment',
    table: 'settlement_lines',
    columns: ['payment_id'],
    where: "kind = 'payment'",
  },
  {
    kind: 'unique',
    name: 'ux_settlement_lines_refund',
    table: 'settlement_lines',
    columns: ['refund_id'],
    where: "kind = 'refund'",
  },
  {
    kind: 'unique',
    name: 'ux_settlement_lines_share',
    table: 'settlement_lines',
    columns: ['payment_id', 'sequence'],
    where: "kind = 'share'",
  },
  { kind: 'append_only', name: 'ao_settlement_lines', table: 'settlement_lines' },
  { kind: 'index', name: 'ix_settlement_lines_settlement', table: 'settlement_lines', columns: ['settlement_id'] },
  {
    kind: 'index',
    name: 'ix_settlement_lines_merchant',
    table: 'settlement_lines',
    columns: ['merchant_id', 'payment_id'],
  },
  // A run of the settlement looks at the orders of a merchant that were touched lately.
  {
    kind: 'index',
    name: 'ix_orders_settling',
    table: 'orders',
    columns: ['merchant_id', 'updated_at'],
    where: 'merchant_id is not null',
  },
];

/** What settlements with merchants bring along; called from the feature's register(), and awaited there. */
export async function registerSettlements(strapi: Core.Strapi): Promise<void> {
  declareRecords(strapi, ['api::merchant.settlement', 'api::merchant.settlement-line']);
  declareConstraints(strapi, constraints);
  labelSettlement(strapi);
  labelSettlementLine(strapi);
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
  await defineSettlementActions(strapi);
}

function labelSettlement(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::merchant.settlement', {
    fields: {
      merchant: '商户',
      day: { label: '结算日', help: '按店铺时区的自然日，次日生成。' },
      paidAmount: '收款',
      refundedAmount: { label: '退款', help: '按退款到账的日子计算；那一天已经结算的，记入之后的结算单。' },
      commission: { label: '佣金', help: '退款会退还相应的佣金，所以可能是负数。' },
      payable: { label: '应付', help: '收款 − 退款 − 佣金。' },
      orderCount: '收款笔数',
      refundCount: '退款笔数',
      sharedAmount: { label: '微信分账', help: '应付中已经或将要通过微信分账付给商户的部分，不用转账。' },
      deductedAmount: { label: '扣回', help: '为负数的结算单扣下的金额。' },
      transferAmount: {
        label: '应转账',
        help: '应付 − 微信分账 − 扣回；为负数时不用转账，从其他结算单中扣回。先标记已结算，再按此金额付款。',
      },
      state: { label: '状态', choices: { pending: ['待结算', 'warning'], settled: ['已结算', 'success'] } },
      settledAt: '结算时间',
      settledBy: '结算人',
      transferNo: { label: '转账单号', help: '银行回单或电子凭证上的单号，可以在付款后补填。' },
      note: '备注',
    },
    list: [
      'day',
      'merchant',
      'paidAmount',
      'refundedAmount',
      'commission',
      'payable',
      'sharedAmount',
      'transferAmount',
      'state',
      'transferNo',
    ],
    mainField: 'day',
    sortBy: 'day',
    sortOrder: 'DESC',
    form: [
      ['merchant', 'day', 'state'],
      ['paidAmount', 'refundedAmount', 'commission'],
      ['payable', 'sharedAmount'],
      ['deductedAmount', 'transferAmount'],
      ['orderCount', 'refundCount'],
      ['settledAt', 'settledBy'],
      ['transferNo', 'note'],
    ],
  });
}

function labelSettlementLine(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::merchant.settlement-line', {
    fields: {
      settlement: '结算单',
      merchant: '商户',
      kind: {
        label: '类型',
        choices: { payment: ['收款', 'success'], refund: ['退款', 'danger'], share: ['分账调整', 'info'] },
      },
      happenedAt: { label: '时间', help: '微信收款、退款或分账的时间。' },
      orderNo: '订单号',
      number: '单号',
      amount: '金额',
      commission: '佣金',
      shared: { label: '微信分账', help: '金额减去佣金后，通过微信分账付给商户的部分。' },
      paymentId: '支付单编号',
      refundId: '退款单编号',
      sequence: '调整次数',
    },
    list: ['happenedAt', 'merchant', 'kind', 'orderNo', 'amount', 'commission', 'shared', 'settlement'],
    mainField: 'number',
    sortBy: 'happenedAt',
    sortOrder: 'DESC',
    form: [
      ['settlement', 'merchant'],
      ['kind', 'happenedAt'],
      ['orderNo', 'number'],
      ['amount', 'commission', 'shared'],
    ],
  });
}
