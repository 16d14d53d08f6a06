import type { Core } from '@strapi/strapi';
import { ensureDocument } from '../ensure';

/** The usual rules. Limits of 0 mean none; ratios are points per ¥100. */
export const USUAL_RULES = [
  {
    name: '消费送积分',
    scene: 'payment',
    pointsPerHundredYuan: 100,
    maxPoints: 500,
    dailyLimitPerUser: 1000,
    validDays: 365,
    priority: 10,
  },
  { name: '每日签到', scene: 'check_in', fixedPoints: 5, streakDays: 7, streakBonus: 20, usesMemberMultiplier: false },
  { name: '新用户注册', scene: 'register', fixedPoints: 100, usesMemberMultiplier: false },
  { name: '邀请好友', scene: 'invite', fixedPoints: 200, dailyLimitPerUser: 2000, usesMemberMultiplier: false },
  { name: '生日礼', scene: 'birthday', fixedPoints: 100 },
];

/** Ready to be switched on: points are money, so a real shop gives none before its staff say so. */
export async function seedPointsRules(strapi: Core.Strapi): Promise<void> {
  for (const { name, ...data } of USUAL_RULES) {
    await ensureDocument(strapi, 'api::points.points-rule', { key: { name }, data: { ...data, enabled: false } });
  }
}
