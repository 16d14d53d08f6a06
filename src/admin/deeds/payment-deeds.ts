import { priceTag } from '../money/yuan-text';
import type { Deed } from './deed';

const refund = 'api::payment.refund';
const UNPAID = new Set(['abnormal', 'closed']);

const sharing = 'api::payment.profit-sharing';
const why = { name: 'note', label: '原因', type: 'text', isRequired: true } as const;

/** What staff do when WeChat does not bring money or messages to an end by itself. */
export const paymentDeeds: Deed[] = [
  {
    model: refund,
    permission: 'refund.retry',
    label: '立即重新提交',
    variant: 'default',
    path: (documentId) => `/shop/refunds/${documentId}/retry`,
    isOffered: ({ state }) => state !== 'succeeded',
    explain: ({ state }) =>
      state === 'closed'
        ? '微信已关闭这笔退款，将用新的单号再退一次。'
        : '不等下一次自动重试，马上用原来的单号提交，不会重复退款。',
    fields: [],
    done: '已安排提交，结果稍后更新',
  },
  {
    model: refund,
    permission: 'refund.finish',
    label: '手工完结',
    variant: 'danger',
    path: (documentId) => `/shop/refunds/${documentId}/finish`,
    isOffered: ({ state }) => UNPAID.has(String(state)),
    explain: ({ amount }) =>
      `请先用其他方式把 ${priceTag(Number(amount ?? 0))} 付给顾客，再在这里登记。提交时会先向微信核对，微信已退款的不会重复登记。`,
    fields: [
      { name: 'note', label: '怎么退的', hint: '例如：已转账到尾号 1234 的银行卡', type: 'text', isRequired: true },
    ],
    done: '这笔退款已完结',
  },
  {
    model: 'api::payment.payment-notification',
    permission: 'payment-notification.replay',
    label: '重新处理',
    variant: 'default',
    path: (documentId) => `/shop/payment-notifications/${documentId}/replay`,
    isOffered: ({ state }) => state === 'flagged' || state === 'failed' || state === 'received',
    explain: () => '按原文再处理一次这条微信通知。已经入账的不会重复入账。',
    fields: [],
    done: '已重新处理',
  },
  {
    model: sharing,
    permission: 'profit-sharing.retry',
    label: '重新分账',
    variant: 'default',
    path: (documentId) => `/shop/profit-sharings/${documentId}/retry`,
    isOffered: ({ state }) => state === 'failed',
    explain: () => '请先处理微信拒绝的原因，例如调高商户平台的分账比例上限。金额会按最新的退款重新计算。',
    fields: [why],
    done: '已安排分账，结果稍后更新',
  },
  {
    model: sharing,
    permission: 'profit-sharing.unfreeze',
    label: '解冻资金',
    variant: 'danger',
    path: (documentId) => `/shop/profit-sharings/${documentId}/unfreeze`,
    isOffered: ({ state }) => state === 'failed' || state === 'frozen',
    explain: () => '这笔钱会全部解冻给店铺，以后不能再分账，需要用其他方式与商户结算。',
    fields: [why],
    done: '已安排解冻，结果稍后更新',
  },
  {
    model: 'api::payment.profit-return',
    permission: 'profit-return.retry',
    label: '重新回退',
    variant: 'default',
    path: (documentId) => `/shop/profit-returns/${documentId}/retry`,
    isOffered: ({ state, failReason }) => state === 'failed' && failReason !== 'PERSONAL_RECEIVER',
    explain: ({ amount }) => `向商户再收回一次 ${priceTag(Number(amount ?? 0))}，成功后从商户欠款中扣除。`,
    fields: [why],
    done: '已安排回退，结果稍后更新',
  },
  {
    model: 'api::payment.payout',
    permission: 'payout.restart',
    label: '重新发起',
    variant: 'default',
    path: (documentId) => `/shop/payouts/${documentId}/restart`,
    isOffered: ({ state }) => state === 'failed' || state === 'cancelled',
    explain: ({ amount }) => `微信已确认上一次没有付款，将用新的单号再付 ${priceTag(Number(amount ?? 0))}。`,
    fields: [why],
    done: '已重新发起，结果稍后更新',
  },
  {
    model: 'api::merchant.settlement',
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
    fields: [{ name: 'note', label: '备注', hint: '例如由谁付款', type: 'text' }],
    done: ({ transferAmount }) => {
      const transfer = Number(transferAmount ?? 0);
      const message = transfer > 0 ? `请付给商户 ${priceTag(transfer)}` : '不用付款';
      return { isGood: true, message: `已标记为已结算，${message}` };
    },
  },
];
