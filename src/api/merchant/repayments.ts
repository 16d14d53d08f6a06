import type { Core } from '@strapi/strapi';
import { labelContentType } from '../../platform/content/admin-labels';
import { declareRecords } from '../../platform/content/record-lock';
import { type Constraint, declareConstraints } from '../../platform/database/constraints';

const constraints: Constraint[] = [
  {
    kind: 'unique',
    name: 'ux_merchant_repayments_transfer',
    table: 'merchant_repayments',
    columns: ['merchant_id', 'transfer_no'],
  },
  {
    kind: 'check',
    name: 'ck_merchant_repayments_amount',
    table: 'merchant_repayments',
    columns: ['amount', 'debt_after'],
    expression: 'amount > 0 and debt_after >= 0',
  },
  { kind: 'append_only', name: 'ao_merchant_repayments', table: 'merchant_repayments' },
];

/** What merchants pay back by themselves of what settlements below zero say they owe. */
export function registerRepayments(strapi: Core.Strapi): void {
  declareRecords(strapi, ['api::merchant.repayment']);
  declareConstraints(strapi, constraints);
  labelContentType(strapi, 'api::merchant.repayment', {
    fields: {
      merchant: '商户',
      amount: '还款金额',
      debtAfter: { label: '还款后欠款', help: '登记时负数结算单中还没有扣回、也没有归还的金额。' },
      transferNo: { label: '转账单号', help: '同一家商户的一个单号只登记一次。' },
      note: '备注',
      bookedBy: '登记人',
    },
    list: ['createdAt', 'merchant', 'amount', 'debtAfter', 'transferNo', 'bookedBy'],
    mainField: 'transferNo',
    sortBy: 'createdAt',
    sortOrder: 'DESC',
    form: [['merchant', 'transferNo'], ['amount', 'debtAfter'], ['bookedBy'], ['note']],
  });
}
