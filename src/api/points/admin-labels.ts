import type { Core } from '@strapi/strapi';
import { labelContentType } from '../../platform/content/admin-labels';
import { labelPointsGood } from './good-labels';
import { labelPointsRule } from './rule-labels';

/** Chinese labels, list columns and form layouts of this feature's content types. */
export function labelContentTypes(strapi: Core.Strapi): void {
  labelPointsRule(strapi);
  labelPointsGood(strapi);
  labelAccount(strapi);
  labelLedger(strapi);
  labelLots(strapi);
  labelAdjustments(strapi);
}

function labelAccount(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::points.points-account', {
    fields: {
      user: '用户',
      available: { label: '可用积分', help: '现在可以使用的积分。' },
      frozen: { label: '冻结积分', help: '被未付款订单占用的积分；取消或超时后退回。' },
      total: '累计获得',
      used: '累计使用',
      expired: '累计过期',
      debt: { label: '欠分', help: '退款时应扣回但余额不足的积分，以后获得积分时先抵扣。' },
      version: '版本',
      state: {
        label: '状态',
        help: '冻结后照常获得和退回积分，但不能使用。',
        choices: { active: ['正常', 'success'], frozen: ['已冻结', 'danger'] },
      },
    },
    list: ['user', 'available', 'frozen', 'total', 'used', 'expired', 'debt', 'state'],
    mainField: 'id',
    form: [['user', 'state'], ['available', 'frozen', 'debt'], ['total', 'used', 'expired'], ['version']],
  });
}

function labelLedger(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::points.points-record', {
    fields: {
      user: '用户',
      change: { label: '变动', help: '正数为增加，负数为减少；冻结和解冻不改变总数，记为 0。' },
      balanceAfter: '变动后余额',
      type: {
        label: '类型',
        choices: {
          award: ['获得', 'success'],
          deduct: ['扣除', 'danger'],
          redeem: ['抵扣使用', 'info'],
          refund_return: ['退款返还', 'warning'],
          clawback: ['退款扣回', 'danger'],
          expire: ['过期', 'neutral'],
          adjust: ['人工调整', 'danger'],
          freeze: ['冻结', 'info'],
          unfreeze: ['解冻', 'neutral'],
        },
      },
      source: '来源',
      orderNo: '订单号',
      rule: '积分规则',
      lotId: '批次编号',
      expiresAt: '过期时间',
      description: '说明',
      operator: '操作人',
      reversesId: { label: '冲正记录编号', help: '这一条抵消的是哪一条流水。' },
      waived: { label: '免扣积分', help: '退款时本应收回、但已经过期而不再扣除的积分。' },
      idempotencyKey: { label: '幂等键', help: '同一个键只会入账一次。' },
    },
    list: ['user', 'type', 'change', 'balanceAfter', 'orderNo', 'description', 'createdAt'],
    mainField: 'idempotencyKey',
    form: [
      ['user', 'type'],
      ['change', 'balanceAfter'],
      ['source', 'orderNo'],
      ['rule', 'expiresAt'],
      ['description', 'operator'],
      ['lotId', 'reversesId', 'waived'],
      ['idempotencyKey'],
    ],
  });
}

function labelLots(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::points.points-lot', {
    fields: {
      user: '用户',
      points: '发放积分',
      remaining: { label: '剩余积分', help: '使用时先扣最早过期的批次。' },
      expiresAt: { label: '过期时间', help: '空白表示永久有效。' },
      source: '来源',
      orderNo: '订单号',
      awardKey: '发放编号',
      remindedAt: { label: '到期提醒时间', help: '空白表示还没有提醒过用户。' },
    },
    list: ['user', 'points', 'remaining', 'expiresAt', 'source', 'orderNo', 'createdAt'],
    mainField: 'awardKey',
    form: [
      ['user', 'expiresAt'],
      ['points', 'remaining'],
      ['source', 'orderNo'],
      ['awardKey', 'remindedAt'],
    ],
  });
  labelContentType(strapi, 'api::points.points-hold', {
    fields: {
      user: '用户',
      orderNo: '订单号',
      lot: '积分批次',
      points: '冻结积分',
      returned: { label: '已退还', help: '退款后还给用户的部分。' },
      state: {
        label: '状态',
        choices: {
          held: ['冻结中', 'warning'],
          captured: ['已使用', 'success'],
          released: ['已退回', 'neutral'],
        },
      },
    },
    list: ['user', 'orderNo', 'points', 'state', 'createdAt'],
    mainField: 'orderNo',
    form: [['user', 'orderNo'], ['points', 'returned', 'state'], ['lot']],
  });
  labelContentType(strapi, 'api::points.points-rule-usage', {
    fields: {
      ruleId: '规则编号',
      bucket: { label: '统计范围', help: '某位用户某一天，或规则的累计总量。' },
      points: { label: '已发积分', help: '发放的积分减去退款收回的积分。' },
    },
    list: ['ruleId', 'bucket', 'points', 'updatedAt'],
    mainField: 'bucket',
    form: [['ruleId', 'bucket', 'points']],
  });
}

function labelAdjustments(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::points.points-adjustment', {
    fields: {
      adjustmentNo: '调整单号',
      user: '用户',
      points: { label: '调整积分', help: '正数为增加，负数为扣除。' },
      validDays: { label: '有效天数', help: '增加的积分多少天后过期；0 表示永久有效。' },
      reason: { label: '原因', help: '用户在积分明细里可以看到。' },
      state: {
        label: '状态',
        choices: {
          pending: ['待复核', 'warning'],
          applied: ['已生效', 'success'],
          rejected: ['已驳回', 'danger'],
          withdrawn: ['已撤回', 'neutral'],
        },
      },
      requestedBy: '提交人',
      requestedById: '提交人编号',
      decidedBy: { label: '复核人', help: '空白表示没有达到复核线，提交后直接生效。' },
      decidedAt: '复核时间',
      decisionNote: '复核说明',
    },
    list: ['adjustmentNo', 'user', 'points', 'reason', 'state', 'requestedBy', 'decidedBy', 'createdAt'],
    mainField: 'adjustmentNo',
    form: [
      ['adjustmentNo', 'state'],
      ['user', 'points', 'validDays'],
      ['reason'],
      ['requestedBy', 'requestedById'],
      ['decidedBy', 'decidedAt'],
      ['decisionNote'],
    ],
  });
}
