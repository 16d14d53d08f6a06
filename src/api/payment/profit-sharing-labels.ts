import type { Core } from '@strapi/strapi';
import { labelContentType } from '../../platform/content/admin-labels';

/** Chinese labels, list columns and form layouts of splits and returns. */
export function labelProfitSharing(strapi: Core.Strapi): void {
  labelSharing(strapi);
  labelReturn(strapi);
}

function labelSharing(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::payment.profit-sharing', {
    fields: {
      payment: '支付单',
      order: '订单',
      merchant: '商户',
      orderNo: '订单号',
      transactionId: '微信支付单号',
      outOrderNo: { label: '分账单号', help: '发给微信支付的分账单号；重试时不变，所以不会重复分账。' },
      unfreezeNo: '解冻单号',
      commissionBps: { label: '佣金（万分比）', help: '付款时约定的比例，之后调整不影响这一单。' },
      amount: '应分金额',
      commission: '店铺佣金',
      sharedAmount: { label: '已分金额', help: '微信确认接收方已经收到的金额。' },
      returnedAmount: '已退回金额',
      debtAmount: { label: '商户欠款', help: '退款时商户没能退回、由店铺垫付的金额。' },
      state: {
        label: '状态',
        choices: {
          frozen: ['资金冻结中', 'neutral'],
          created: ['待分账', 'warning'],
          processing: ['分账中', 'info'],
          finished: ['分账完成', 'success'],
          failed: ['分账被拒绝', 'danger'],
          unfreezing: ['解冻中', 'warning'],
          unfrozen: ['已解冻', 'neutral'],
        },
      },
      receiverType: '接收方类型',
      receiverAccount: '接收方账号',
      receiverName: '接收方名称',
      results: '微信返回的结果',
      sentAt: '提交时间',
      finishedAt: '完成时间',
      stopAt: { label: '最晚处理时间', help: '到这个时间还没有分账，资金会解冻给店铺。' },
      attempts: '尝试次数',
      nextAttemptAt: '下次处理时间',
      lastError: '最近错误',
      lastErrorCode: { label: '微信错误码', help: '例如 RULE_LIMIT 表示超过了微信设置的分账比例上限。' },
      closedBy: { label: '人工处理人', help: '有内容表示微信没有答复，由员工在商户平台核对后了结。' },
      closeNote: '人工处理说明',
    },
    list: ['orderNo', 'merchant', 'amount', 'commission', 'state', 'returnedAmount', 'debtAmount', 'lastErrorCode'],
    mainField: 'orderNo',
    form: [
      ['orderNo', 'state'],
      ['amount', 'commission', 'commissionBps'],
      ['sharedAmount', 'returnedAmount', 'debtAmount'],
      ['outOrderNo', 'unfreezeNo'],
      ['transactionId'],
      ['receiverType', 'receiverAccount', 'receiverName'],
      ['lastError', 'lastErrorCode'],
      ['attempts', 'nextAttemptAt', 'stopAt'],
      ['sentAt', 'finishedAt'],
      ['closedBy', 'closeNote'],
      ['results'],
      ['payment', 'order', 'merchant'],
    ],
  });
}

function labelReturn(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::payment.profit-return', {
    fields: {
      profitSharing: '分账单',
      orderNo: '订单号',
      outRefundNo: { label: '退款单号', help: '因为这笔退款，商户要退回它的那一份。' },
      outReturnNo: '回退单号',
      amount: '回退金额',
      state: {
        label: '状态',
        choices: {
          created: ['待回退', 'warning'],
          processing: ['回退中', 'info'],
          succeeded: ['已退回', 'success'],
          failed: ['回退失败', 'danger'],
        },
      },
      failReason: { label: '失败原因', help: '例如 BALANCE_NOT_ENOUGH 表示商户余额不足，金额记为商户欠款。' },
      sentAt: '提交时间',
      finishedAt: '完成时间',
      attempts: '尝试次数',
      nextAttemptAt: '下次尝试时间',
      lastError: '最近错误',
      lastErrorCode: '微信错误码',
    },
    list: ['outReturnNo', 'orderNo', 'outRefundNo', 'amount', 'state', 'failReason', 'createdAt'],
    mainField: 'outReturnNo',
    form: [
      ['outReturnNo', 'orderNo'],
      ['amount', 'state', 'failReason'],
      ['outRefundNo', 'profitSharing'],
      ['sentAt', 'finishedAt'],
      ['attempts', 'nextAttemptAt'],
      ['lastError', 'lastErrorCode'],
    ],
  });
}
