import { priceTag } from '../money/yuan-text';
import type { Deed, Outcome, RecordDocument, Verdict } from './deed';

const refund = 'api::payment.refund';
const UNPAID = new Set(['abnormal', 'closed']);

const sharing = 'api::payment.profit-sharing';
const isSent = ({ state, sentAt }: RecordDocument): boolean =>
  (state === 'created' || state === 'processing') && typeof sentAt === 'string';
const evidence = {
  name: 'note',
  label: '依据',
  hint: '例如：商户平台的分账明细显示已到账',
  type: 'text',
  isRequired: true,
  maxLength: 200,
} as const;
const tellClosed = ({ isAnswered }: Outcome): Verdict =>
  isAnswered === true
    ? { isGood: true, message: '微信已答复，以微信的结果为准' }
    : { isGood: true, message: '这笔分账已了结' };

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
    model: sharing,
    permission: 'profit-sharing.close',
    label: '确认已分账',
    variant: 'secondary',
    path: (documentId) => `/shop/profit-sharings/${documentId}/close`,
    isOffered: isSent,
    explain: ({ amount }) =>
      `只在微信不再答复时使用，例如分账功能已关闭。请先在微信支付商户平台确认接收方已收到 ${priceTag(Number(amount ?? 0))}。提交时会先向微信查询，查得到的以微信为准。`,
    fields: [evidence],
    body: { isShared: true },
    done: tellClosed,
  },
  {
    model: sharing,
    permission: 'profit-sharing.close',
    label: '确认未分账',
    variant: 'danger',
    path: (documentId) => `/shop/profit-sharings/${documentId}/close`,
    isOffered: isSent,
    explain: () =>
      '只在微信不再答复时使用。请先在微信支付商户平台确认接收方没有收到这笔钱。资金会解冻给店铺（最晚在付款 31 天后），解冻后通过结算单转账给商户。提交时会先向微信查询，查得到的以微信为准。',
    fields: [evidence],
    body: { isShared: false },
    done: tellClosed,
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
];
