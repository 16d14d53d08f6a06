import type { Core } from '@strapi/strapi';
import { labelContentType } from '../../platform/content/admin-labels';
import type { FieldLabel } from '../../platform/content/field-label';

const ZERO_IS_UNLIMITED = '0 表示不限。';

const gift: Record<string, string | FieldLabel> = {
  name: { label: '规则名称', help: '会显示在用户的积分明细里。' },
  scene: {
    label: '发放场景',
    choices: {
      payment: ['付款', 'success'],
      order_completed: ['订单完成', 'success'],
      check_in: ['签到', 'info'],
      review: ['评价', 'info'],
      register: ['注册', 'warning'],
      bind_phone: ['绑定手机', 'warning'],
      invite: ['邀请好友', 'warning'],
      birthday: ['生日', 'warning'],
      manual: ['人工发放', 'neutral'],
    },
  },
  pointsPerHundredYuan: {
    label: '每消费 100 元得积分',
    help: '100 表示 1 元得 1 积分，50 表示 2 元得 1 积分；运费不计。与“固定积分”相加。',
  },
  fixedPoints: { label: '固定积分', help: '每次触发固定发放的积分，例如每天签到 5 积分、注册 100 积分。' },
  minAmount: { label: '最低消费金额', help: '付款金额达到这个数才发放；0 表示不限。' },
  minPoints: { label: '单次最少积分', help: '算出来不足时按这个数发放；0 表示不设下限。' },
  maxPoints: { label: '单次最多积分', help: ZERO_IS_UNLIMITED },
  dailyLimitPerUser: { label: '每人每天上限', help: `超出部分不发放；${ZERO_IS_UNLIMITED}` },
  totalLimit: { label: '规则总量', help: `所有用户累计最多发放的积分；${ZERO_IS_UNLIMITED}` },
};

const conditions: Record<string, string | FieldLabel> = {
  validDays: { label: '有效天数', help: '积分发放后多少天过期；0 表示永久有效。' },
  usesMemberMultiplier: { label: '使用会员倍率', help: '打开后，按会员等级的积分倍率放大。' },
  streakDays: { label: '连续签到天数', help: '只用于签到：每连续签到满这么多天，额外奖励一次。' },
  streakBonus: { label: '连续签到奖励', help: '只用于签到：满连续天数那天额外发放的积分；0 表示没有奖励。' },
  merchants: { label: '限定商户', help: '留空表示所有商户。' },
  products: { label: '限定商品', help: '留空表示所有商品。' },
  startsAt: { label: '开始时间', help: '留空表示立即生效。' },
  endsAt: { label: '结束时间', help: '留空表示一直有效。' },
  priority: { label: '优先级', help: '数字大的规则先计算。' },
  stackable: {
    label: '可叠加',
    help: '关闭后这条规则只单独发放：已有别的规则发放时跳过它，它发放后不再计算其他规则。',
  },
  enabled: '启用',
};

/** Labels of points rules: when points are given, how many, within which limits. */
export function labelPointsRule(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::points.points-rule', {
    fields: { ...gift, ...conditions },
    list: ['name', 'scene', 'pointsPerHundredYuan', 'fixedPoints', 'dailyLimitPerUser', 'priority', 'enabled'],
    form: [
      ['name', 'scene'],
      ['pointsPerHundredYuan', 'fixedPoints', 'minAmount'],
      ['minPoints', 'maxPoints', 'dailyLimitPerUser'],
      ['totalLimit', 'validDays', 'priority'],
      ['streakDays', 'streakBonus'],
      ['usesMemberMultiplier', 'stackable', 'enabled'],
      ['startsAt', 'endsAt'],
      ['merchants', 'products'],
    ],
  });
}
