import type { Deed } from './deed';

const review = {
  model: 'api::catalog.review',
  fields: [],
} as const;

/** What staff do with reviews: who sees them, and what the shop answers. */
export const reviewDeeds: Deed[] = [
  {
    ...review,
    permission: 'review.show',
    label: '显示',
    variant: 'default',
    path: (documentId) => `/shop/reviews/${documentId}/show`,
    isOffered: ({ state }) => state !== 'visible',
    done: '评价已显示',
  },
  {
    ...review,
    permission: 'review.hide',
    label: '隐藏',
    variant: 'secondary',
    path: (documentId) => `/shop/reviews/${documentId}/hide`,
    isOffered: ({ state }) => state !== 'hidden',
    done: '评价已隐藏',
  },
  {
    ...review,
    permission: 'review.reply',
    label: '回复',
    variant: 'secondary',
    path: (documentId) => `/shop/reviews/${documentId}/reply`,
    isOffered: () => true,
    fields: [
      {
        name: 'reply',
        label: '回复内容',
        hint: '顾客会在商品评价下面看到这段回复，最多 500 字',
        type: 'longText',
        isRequired: true,
        maxLength: 500,
        initial: ({ reply }) => (typeof reply === 'string' ? reply : ''),
      },
    ],
    done: '回复已保存',
  },
];
