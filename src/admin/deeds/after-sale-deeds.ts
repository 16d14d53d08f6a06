import { priceTag } from '../money/yuan-text';
import type { Deed, RecordDocument } from './deed';

const model = 'api::order.after-sale';
const amountOf = ({ amount }: RecordDocument): string => priceTag(Number(amount ?? 0));

/** What staff decide about after-sale cases. */
export const afterSaleDeeds: Deed[] = [
  {
    model,
    permission: 'after-sale.approve',
    label: '同意售后',
    variant: 'success',
    path: (documentId) => `/shop/after-sales/${documentId}/approve`,
    isOffered: ({ state }) => state === 'pending',
    explain: (document) =>
      document.type === 'return_refund'
        ? `同意后顾客需要寄回商品，收到退货后退款 ${amountOf(document)}。`
        : `同意后 ${amountOf(document)} 将原路退回，不能撤回。`,
    fields: [
      { name: 'freightAmount', label: '同时退还运费', hint: '不退运费请留空', type: 'money' },
      { name: 'note', label: '说明', hint: '顾客可以看到', type: 'text' },
    ],
    done: '已同意这笔售后',
  },
  {
    model,
    permission: 'after-sale.reject',
    label: '拒绝售后',
    variant: 'danger',
    path: (documentId) => `/shop/after-sales/${documentId}/reject`,
    isOffered: ({ state }) => state === 'pending' || state === 'returned',
    explain: () => '拒绝后不会退款，顾客可以重新申请。',
    fields: [{ name: 'note', label: '拒绝原因', hint: '顾客可以看到', type: 'text', isRequired: true }],
    done: '已拒绝这笔售后',
  },
  {
    model,
    permission: 'after-sale.receive',
    label: '确认收到退货',
    variant: 'success',
    path: (documentId) => `/shop/after-sales/${documentId}/receive`,
    isOffered: ({ state }) => state === 'returned',
    explain: (document) => `确认后商品重新入库，${amountOf(document)} 将原路退回。`,
    fields: [{ name: 'note', label: '验货说明', type: 'text' }],
    done: '已收货，退款正在处理',
  },
];
