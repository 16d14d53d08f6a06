import type { Deed, Outcome, Verdict } from './deed';

const difference = 'api::payment.reconciliation-difference';
const isOpen = ({ state }: { state?: string }): boolean => state === 'open';

const tellDay = ({ status, openCount }: Outcome): Verdict =>
  status === 'differences'
    ? { isGood: false, message: `对账完成，有 ${String(openCount)} 笔差异待处理` }
    : { isGood: true, message: '对账完成，没有待处理的差异' };

const tellDifference = ({ status, answer }: Outcome): Verdict =>
  status === 'resolved'
    ? { isGood: true, message: '这条差异已处理' }
    : { isGood: false, message: `仍不一致，微信的答复：${typeof answer === 'string' ? answer : '无'}` };

/** What staff do about a day's bill and its differences. */
export const reconciliationDeeds: Deed[] = [
  {
    model: 'api::payment.reconciliation',
    permission: 'reconciliation.run',
    label: '重新对账',
    variant: 'default',
    path: (_documentId, { date }) => `/shop/reconciliations/${String(date)}/run`,
    isOffered: ({ date }) => typeof date === 'string',
    explain: ({ date }) => `重新下载 ${String(date)} 的微信账单并逐笔核对。已处理且没有变化的差异会保留处理结果。`,
    fields: [],
    done: tellDay,
  },
  {
    model: difference,
    permission: 'reconciliation-difference.ask',
    label: '向微信查询',
    variant: 'default',
    path: (documentId) => `/shop/reconciliation-differences/${documentId}/ask`,
    isOffered: isOpen,
    fields: [],
    done: tellDifference,
  },
  {
    model: difference,
    permission: 'reconciliation-difference.resend',
    label: '重新提交退款',
    variant: 'secondary',
    path: (documentId) => `/shop/reconciliation-differences/${documentId}/resend`,
    isOffered: (document) => isOpen(document) && document.kind === 'refund' && document.type === 'missing_there',
    explain: () => '用原来的退款单号再次提交给微信，不会重复退款。',
    fields: [],
    done: tellDifference,
  },
  {
    model: difference,
    permission: 'reconciliation-difference.accept',
    label: '人工确认',
    variant: 'secondary',
    path: (documentId) => `/shop/reconciliation-differences/${documentId}/accept`,
    isOffered: isOpen,
    fields: [
      {
        name: 'note',
        label: '处理说明',
        hint: '会写入差异记录和审计日志，例如：旧系统收款、线下已退',
        type: 'longText',
        isRequired: true,
      },
    ],
    done: '已确认这条差异',
  },
];
