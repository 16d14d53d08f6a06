import type { PublicContent, Where } from '../../../platform/content/public-content';
import { scenes } from '../requests';

const running = (at: Date): Where => ({
  enabled: true,
  $and: [
    { $or: [{ startsAt: { $null: true } }, { startsAt: { $lte: at } }] },
    { $or: [{ endsAt: { $null: true } }, { endsAt: { $gt: at } }] },
  ],
});

/** The rules by which points are given now; the budget behind a rule is not shown. */
export const pointsRules: PublicContent = {
  uid: 'api::points.points-rule',
  fields: {
    name: 'text',
    scene: { choice: [...scenes] },
    pointsPerHundredYuan: 'integer',
    fixedPoints: 'integer',
    minAmount: 'integer',
    minPoints: 'integer',
    maxPoints: 'integer',
    dailyLimitPerUser: 'integer',
    validDays: 'integer',
    usesMemberMultiplier: 'boolean',
    streakDays: 'integer',
    streakBonus: 'integer',
    startsAt: 'instant',
    endsAt: 'instant',
    priority: 'integer',
  },
  relations: {
    merchants: {
      fields: { name: 'text', logo: 'image' },
      visible: () => ({ state: 'active' }),
      sort: [{ id: 'asc' }],
      isMany: true,
    },
  },
  visible: running,
  sort: [{ priority: 'desc' }],
  cacheTags: ['api::merchant.merchant'],
};
