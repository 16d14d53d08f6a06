import type { Core } from '@strapi/strapi';
import { labelContentType } from '../../platform/content/admin-labels';
import { labelReconciliation } from './reconciliation-labels';

/** Chinese labels, list columns and form layouts of this feature's content types. */
export function labelContentTypes(strapi: Core.Strapi): void {
  labelPayment(strapi);
  labelRefund(strapi);
  labelNotification(strapi);
  labelReconciliation(strapi);
}

function labelPayment(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::payment.payment', {
    fields: {
      order: '订单',
      orderNo: '订单号',
      outTradeNo: { label: '商户单号', help: '发给微信支付的单号，在微信商户平台可以查到。' },
      description: { label: '商品描述', help: '顾客在微信账单里看到的文字。' },
      amount: '支付金额',
      state: {
        label: '状态',
        choices: {
          created: ['已创建', 'neutral'],
          prepaid: ['待支付', 'warning'],
          succeeded: ['支付成功', 'success'],
          closed: ['已关闭', 'neutral'],
          failed: ['支付失败', 'danger'],
        },
      },
      method: { label: '支付方式', choices: { wechat: '微信支付', zero: '零元支付' } },
      payerOpenid: '付款人 OpenID',
      prepayId: '预支付编号',
      prepayExpiresAt: '预支付过期时间',
      transactionId: { label: '微信支付单号', help: '微信支付成功后返回的单号。' },
      paidAt: '支付时间',
      closedAt: '关闭时间',
      refundingAmount: '退款中金额',
      refundedAmount: '已退金额',
      flag: { label: '异常标记', help: '有内容表示需要人工核对，例如金额不符。' },
      nextQueryAt: { label: '下次查询时间', help: '没有收到通知时，系统到这个时间会主动查询微信。' },
      queryAttempts: '查询次数',
      refundSentAt: { label: '最近退款提交', help: '微信要求同一笔支付的两次退款至少间隔一分钟。' },
      refundSentNo: '最近提交的退款单号',
      sharesProfit: { label: '参与分账', help: '付款后资金先冻结，订单完成后分给商户。' },
      commissionBps: { label: '佣金（万分比）', help: '付款时与商户约定的比例。' },
    },
    list: ['outTradeNo', 'orderNo', 'amount', 'state', 'method', 'transactionId', 'flag', 'paidAt'],
    form: [
      ['outTradeNo', 'orderNo'],
      ['amount', 'state', 'method'],
      ['refundingAmount', 'refundedAmount'],
      ['description'],
      ['transactionId', 'flag'],
      ['paidAt', 'closedAt'],
      ['payerOpenid', 'prepayId'],
      ['prepayExpiresAt', 'nextQueryAt'],
      ['queryAttempts', 'order'],
      ['refundSentAt', 'refundSentNo'],
      ['sharesProfit', 'commissionBps'],
    ],
  });
}

function labelRefund(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::payment.refund', {
    fields: {
      payment: '支付单',
      order: '订单',
      orderNo: '订单号',
      outRefundNo: { label: '退款单号', help: '发给微信支付的退款单号；重试时不变，所以不会重复退款。' },
      sequence: { label: '第几次退款', help: '同一笔支付最多可以退 50 次。' },
      amount: '退款金额',
      afterSaleNo: '售后单号',
      reason: {
        label: '原因',
        choices: {
          late_payment: ['超时后付款', 'warning'],
          surplus_payment: ['重复付款', 'warning'],
          after_sale: ['售后', 'info'],
        },
      },
      state: {
        label: '状态',
        choices: {
          created: ['待提交', 'warning'],
          processing: ['退款中', 'info'],
          succeeded: ['退款成功', 'success'],
          abnormal: ['退款异常', 'danger'],
          closed: ['已关闭', 'neutral'],
        },
      },
      wechatRefundId: '微信退款单号',
      attempts: '尝试次数',
      nextAttemptAt: '下次尝试时间',
      lastError: '最近错误',
      lastErrorCode: { label: '微信错误码', help: '例如 NOT_ENOUGH 表示商户余额不足，充值后系统会自动重试。' },
      succeededAt: '到账时间',
      finishedBy: { label: '人工处理人', help: '有内容表示这笔退款是由员工核对后手工完结的。' },
      finishNote: '处理说明',
    },
    list: ['outRefundNo', 'orderNo', 'amount', 'reason', 'state', 'attempts', 'succeededAt', 'createdAt'],
    form: [
      ['outRefundNo', 'orderNo'],
      ['amount', 'reason', 'state'],
      ['wechatRefundId', 'succeededAt'],
      ['sequence', 'afterSaleNo'],
      ['attempts', 'nextAttemptAt'],
      ['lastError', 'lastErrorCode'],
      ['finishedBy', 'finishNote'],
      ['payment', 'order'],
    ],
  });
}

function labelNotification(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::payment.payment-notification', {
    fields: {
      notificationId: '通知编号',
      kind: {
        label: '类型',
        choices: { payment: ['支付', 'success'], refund: ['退款', 'warning'], transfer: ['转账', 'info'] },
      },
      eventType: '微信事件',
      serial: '证书序列号',
      rawBody: { label: '原始报文', help: '微信发来的原文，用于核对签名。' },
      resource: '解密内容',
      outTradeNo: '商户单号',
      state: {
        label: '处理状态',
        choices: {
          received: ['已接收', 'info'],
          applied: ['已入账', 'success'],
          ignored: ['已忽略', 'neutral'],
          flagged: ['需核对', 'danger'],
          failed: ['处理失败', 'danger'],
        },
      },
      attempts: '尝试次数',
      nextAttemptAt: '下次尝试时间',
      lastError: '最近错误',
      appliedAt: '入账时间',
    },
    list: ['notificationId', 'kind', 'outTradeNo', 'state', 'attempts', 'lastError', 'createdAt'],
    form: [
      ['notificationId', 'kind', 'state'],
      ['outTradeNo', 'eventType'],
      ['attempts', 'nextAttemptAt'],
      ['lastError', 'appliedAt'],
      ['resource'],
      ['rawBody'],
      ['serial'],
    ],
  });
}
