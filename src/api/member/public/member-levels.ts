import type { PublicContent } from '../../../platform/content/public-content';

export const memberLevels: PublicContent = {
  uid: 'api::member.member-level',
  fields: {
    name: 'text',
    growthThreshold: 'integer',
    discountPercent: 'integer',
    pointsMultiplierBps: 'integer',
    freeFreight: 'boolean',
    birthdayGift: 'boolean',
    consultation: 'boolean',
    color: 'text',
    icon: 'image',
    benefits: 'long',
    sort: 'integer',
  },
  visible: () => ({}),
  sort: [{ growthThreshold: 'asc' }],
};
