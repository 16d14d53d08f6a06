import type { Core } from '@strapi/strapi';
import { ensureDocument } from '../ensure';

const LEVELS = [
  { name: '银卡', growthThreshold: 500, birthdayGift: true, color: '#a7b1bd', benefits: '生日当天送积分', sort: 1 },
  {
    name: '金卡',
    growthThreshold: 2000,
    discountPercent: 5,
    pointsMultiplierBps: 15_000,
    birthdayGift: true,
    consultation: true,
    color: '#d4a537',
    benefits: '9.5 折、1.5 倍积分、专属商品、顾问咨询、生日当天送积分',
    sort: 2,
  },
  {
    name: '黑卡',
    growthThreshold: 10_000,
    discountPercent: 10,
    pointsMultiplierBps: 20_000,
    freeFreight: true,
    birthdayGift: true,
    consultation: true,
    color: '#2b2b2b',
    benefits: '9 折、2 倍积分、包邮、专属商品、顾问咨询、生日当天送积分',
    sort: 3,
  },
];

export async function seedDemoLevels(strapi: Core.Strapi): Promise<void> {
  for (const { name, ...data } of LEVELS) {
    await ensureDocument(strapi, 'api::member.member-level', { key: { name }, data });
  }
}
