import { priceTag } from '../money/yuan-text';
import type { Deed, DeedField, RecordDocument } from './deed';

const settlement = 'api::merchant.settlement';

const textOf = (name: string) => (document: RecordDocument) => {
  const value = document[name];
  return typeof value === 'string' ? value : '';
};

const transferNo: DeedField = {
  name: 'transferNo',
  label: '转账单号',
  hint: '银行回单或电子凭证上的单号，也可以付款后再填',
  type: 'text',
  maxLength: 64,
  initial: textOf('transferNo'),
};
const note: DeedField = {
  name: 'note',
  label: '备注',
  hint: '例如由谁付款',
  type: 'text',
  maxLength: 200,
  initial: textOf('note'),
};

/** What finance does about what merchants are paid and what they owe. */
export const settlementDeeds: Deed[] = [
  {
    model: settlement,
    permission: 'settlement.settle',
    label: '标记已结算',
    variant: 'success',
    path: (documentId) => `/shop/settlements/${documentId}/settle`,
    isOffered: ({ state }) => state === 'pending',
    explain: ({ payable, sharedAmount, deductedAmount, transferAmount }) => {
      const due = Number(payable ?? 0) - Number(sharedAmount ?? 0);
      if (due < 0) return `这张结算单为 ${priceTag(due)}，不用付款。标记后从以后的结算中扣回。`;
      const kept = Number(deductedAmount ?? 0);
      const sum = kept > 0 ? `应付 − 微信分账 − 扣回 ${priceTag(kept)}` : '应付 − 微信分账';
      const transfer = Number(transferAmount ?? 0);
      // Whoever pays first may pay an amount that marking then refuses.
      const deed = transfer > 0 ? `，请再按 ${priceTag(transfer)} 付给商户` : '，不用付款';
      return `标记后金额不再变动${deed}（${sum}）。之后才知道的收款和退款记入下一张。`;
    },
    body: ({ payable, sharedAmount, transferAmount }) => ({
      payable: Number(payable ?? 0),
      sharedAmount: Number(sharedAmount ?? 0),
      transferAmount: Number(transferAmount ?? 0),
    }),
    fields: [transferNo, note],
    done: ({ transferAmount }) => {
      const transfer = Number(transferAmount ?? 0);
      const message = transfer > 0 ? `请付给商户 ${priceTag(transfer)}` : '不用付款';
      return { isGood: true, message: `已标记为已结算，${message}` };
    },
  },
  {
    model: settlement,
    permission: 'settlement.note-transfer',
    label: '登记转账信息',
    variant: 'secondary',
    path: (documentId) => `/shop/settlements/${documentId}/note-transfer`,
    isOffered: ({ state }) => state === 'settled',
    explain: () => '付款后在这里补填或更正转账单号和备注，金额不会变动。修改前后的内容都会写入审计日志。',
    fields: [transferNo, note],
    done: '已保存',
  },
  {
    model: 'api::merchant.merchant',
    permission: 'merchant.book-repayment',
    label: '登记还款',
    variant: 'secondary',
    path: (documentId) => `/shop/merchants/${documentId}/book-repayment`,
    isOffered: ({ state }) => state === 'active' || state === 'suspended',
    explain: () =>
      '商户通过银行转账归还欠款，到账后在这里登记。欠款是负数结算单中还没有扣回的金额；登记后不再从结算中扣，负数的结算单一并结清。',
    fields: [
      { name: 'amount', label: '还款金额', hint: '不能超过欠款', type: 'money', isRequired: true },
      {
        name: 'transferNo',
        label: '转账单号',
        hint: '银行回单上的单号，同一个单号只会登记一次',
        type: 'text',
        isRequired: true,
        maxLength: 64,
      },
      { name: 'note', label: '备注', type: 'text', maxLength: 200 },
    ],
    done: ({ debtAfter }) => {
      const debt = Number(debtAfter ?? 0);
      return { isGood: true, message: debt > 0 ? `已登记，还欠 ${priceTag(debt)}` : '已登记，欠款已还清' };
    },
  },
];
