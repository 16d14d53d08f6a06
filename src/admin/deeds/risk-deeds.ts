import type { Deed, DeedField } from './deed';

const note: DeedField = {
  name: 'note',
  label: '说明',
  hint: '会写入风控事件和审计日志',
  type: 'text',
  isRequired: true,
};

const event = {
  model: 'api::payment.risk-event',
  permission: 'risk-event.settle',
  path: (documentId: string) => `/shop/risk-events/${documentId}/settle`,
  isOffered: ({ state }: { state?: string }) => state === 'open',
  fields: [note],
} as const;

/** What staff decide about hits of the risk rules. */
export const riskDeeds: Deed[] = [
  {
    ...event,
    label: '标记已核实',
    variant: 'success',
    explain: () => '确认是顾客本人操作，没有风险。',
    body: { decision: 'verified' },
    done: '已标记为核实',
  },
  {
    ...event,
    label: '忽略',
    variant: 'secondary',
    explain: () => '不需要处理，事件会留在记录里。',
    body: { decision: 'dismissed' },
    done: '已忽略',
  },
];
