import type { Deed } from './deed';

/** What staff do when WeChat did not take the shipping information of an order. */
export const shippingDeeds: Deed[] = [
  {
    model: 'api::wechat.shipping-upload',
    permission: 'shipping-upload.retry',
    label: '重新上报',
    variant: 'default',
    path: (documentId) => `/shop/shipping-uploads/${documentId}/retry`,
    isOffered: ({ state }) => state === 'failed' || state === 'gave_up',
    explain: () => '再次把发货信息上报给微信。微信收到后才会结算这笔货款。',
    fields: [
      {
        name: 'carrier',
        label: '更正快递公司',
        hint: '快递公司填错时在这里更正，否则留空',
        type: 'text',
        maxLength: 60,
      },
    ],
    done: '已安排上报，结果稍后更新',
  },
];
