import type { PublicContent, Where } from '../../../platform/content/public-content';

const running = (at: Date): Where => ({
  enabled: true,
  $and: [
    { $or: [{ startsAt: { $null: true } }, { startsAt: { $lte: at } }] },
    { $or: [{ endsAt: { $null: true } }, { endsAt: { $gt: at } }] },
  ],
});

/** What runs now, most important first. Who sees a pop-up is decided per user elsewhere. */
export const activities: PublicContent = {
  uid: 'api::activity.activity',
  fields: {
    title: 'text',
    kind: { choice: ['popup', 'banner', 'notice', 'topic'] },
    image: 'image',
    content: 'long',
    linkType: { choice: ['none', 'page', 'product', 'coupon', 'url'] },
    linkValue: 'text',
    positions: 'json',
    startsAt: 'instant',
    endsAt: 'instant',
    priority: 'integer',
  },
  visible: running,
  sort: [{ priority: 'desc' }],
};
