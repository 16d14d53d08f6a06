import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { labelContentType } from '../../platform/content/admin-labels';
import { declareRecords } from '../../platform/content/record-lock';
import { declareConstraints, type Constraint } from '../../platform/database/constraints';
import { getService } from '../../platform/get-service';
import { defineAdminAction } from '../../platform/http/admin-action';
import { registerJob } from '../../platform/jobs/scheduler';

const constraints: Constraint[] = [
  { kind: 'unique', name: 'ux_payouts_out_bill_no', table: 'payouts', columns: ['out_bill_no'] },
  { kind: 'unique', name: 'ux_payouts_source_key', table: 'payouts', columns: ['source_key'] },
  { kind: 'index', name: 'ix_payouts_user', table: 'payouts', columns: ['user_id', 'id'] },
  {
    kind: 'index',
    name: 'ix_payouts_due',
    table: 'payouts',
    columns: ['next_attempt_at'],
    where: "state in ('created', 'accepted', 'waiting_confirmation', 'transferring')",
  },
  { kind: 'check', name: 'ck_payouts_amount', table: 'payouts', columns: ['amount'], expression: 'amount > 0' },
];

/** What payouts to users (商家转账) bring along; called from the feature's register(), and awaited there. */
export async function registerPayouts(strapi: Core.Strapi): Promise<void> {
  declareRecords(strapi, ['api::payment.payout']);
  declareConstraints(strapi, constraints);
  labelPayout(strapi);
  registerJob(strapi, {
    name: 'send-payouts',
    schedule: '*/10 * * * * *',
    run: (app) => getService(app, 'api::payment.send-payouts')(),
  });
  await defineAdminAction(strapi, {
    uid: 'payout.restart',
    displayName: '重新发起付款',
    category: '资金',
    subCategory: '付款给用户',
    path: '/payouts/:documentId/restart',
    subject: 'api::payment.payout',
    body: z.strictObject({ note: z.string().trim().min(1).max(200) }),
    run: ({ params, body, operator }) =>
      getService(
        strapi,
        'api::payment.restart-payout',
      )({ documentId: params.documentId ?? '', note: body.note, operator }),
  });
}

function labelPayout(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::payment.payout', {
    fields: {
      user: '用户',
      openid: '收款人 OpenID',
      outBillNo: { label: '转账单号', help: '发给微信支付的单号；重试时不变，所以不会重复付款。' },
      amount: '金额',
      scene: { label: '场景', choices: { commission: ['佣金', 'info'], reward: ['奖励', 'success'] } },
      remark: { label: '付款说明', help: '用户在微信里看到的文字。' },
      sourceKey: { label: '来源', help: '同一个来源只付一次。' },
      state: {
        label: '状态',
        choices: {
          created: ['待提交', 'warning'],
          accepted: ['微信已受理', 'info'],
          waiting_confirmation: ['待用户确认', 'warning'],
          transferring: ['转账中', 'info'],
          succeeded: ['已到账', 'success'],
          failed: ['转账失败', 'danger'],
          cancelled: ['已撤销', 'neutral'],
        },
      },
      packageInfo: '确认参数',
      wechatBillNo: '微信转账单号',
      failReason: { label: '失败原因', help: '例如 OVERDUE_CLOSE 表示用户超过 24 小时没有确认。' },
      sentAt: '提交时间',
      succeededAt: '到账时间',
      attempts: '尝试次数',
      nextAttemptAt: '下次尝试时间',
      lastError: '最近错误',
      lastErrorCode: { label: '微信错误码', help: '例如 NOT_ENOUGH 表示商户余额不足，充值后系统会自动重试。' },
    },
    list: ['outBillNo', 'user', 'amount', 'scene', 'state', 'failReason', 'createdAt'],
    mainField: 'outBillNo',
    form: [
      ['outBillNo', 'user'],
      ['amount', 'scene', 'state'],
      ['remark', 'sourceKey'],
      ['wechatBillNo', 'failReason'],
      ['sentAt', 'succeededAt'],
      ['attempts', 'nextAttemptAt'],
      ['lastError', 'lastErrorCode'],
    ],
  });
}
