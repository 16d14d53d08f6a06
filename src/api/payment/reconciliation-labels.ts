import type { Core } from '@strapi/strapi';
import { labelContentType } from '../../platform/content/admin-labels';

const KINDS = { payment: ['支付', 'success'], refund: ['退款', 'warning'] } satisfies Choices;

type Choices = Record<string, [text: string, tone: 'neutral' | 'info' | 'success' | 'warning' | 'danger']>;

/** Labels of the daily reconciliation with WeChat, its differences and its lines. */
export function labelReconciliation(strapi: Core.Strapi): void {
  labelDay(strapi);
  labelDifference(strapi);
  labelLine(strapi);
}

function labelDay(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::payment.reconciliation', {
    fields: {
      date: { label: '账单日', help: '北京时间的自然日，与微信账单一致。' },
      state: {
        label: '结果',
        choices: {
          waiting: ['待对账', 'neutral'],
          running: ['对账中', 'info'],
          balanced: ['已平账', 'success'],
          differences: ['有差异', 'danger'],
          no_statement: ['当日无账单', 'neutral'],
          failed: ['对账失败', 'warning'],
        },
      },
      matchedCount: '一致笔数',
      differenceCount: '差异笔数',
      openCount: { label: '待处理差异', help: '全部处理完后，当天变为已平账。' },
      theirPaymentCount: '微信支付笔数',
      theirPaymentAmount: '微信支付金额',
      theirRefundCount: '微信退款笔数',
      theirRefundAmount: '微信退款金额',
      theirFee: { label: '微信手续费', help: '交易账单的手续费合计，已扣除退还的部分。' },
      ourPaymentCount: '我方支付笔数',
      ourPaymentAmount: '我方支付金额',
      ourRefundCount: '我方退款笔数',
      ourRefundAmount: '我方退款金额',
      fundCheck: {
        label: '资金核对',
        help: '资金账单里的收款和退款是否等于交易账单的合计。',
        choices: { agrees: ['一致', 'success'], differs: ['不一致', 'danger'], absent: ['无资金账单', 'warning'] },
      },
      fundIncome: '资金收入',
      fundExpense: '资金支出',
      fundFees: '资金手续费',
      closingBalance: { label: '日终余额', help: '当天最后一笔资金变动后的账户余额。' },
      hasStatement: '有交易账单',
      hash: { label: '账单摘要', help: '交易账单原文的 SHA1。' },
      run: '第几次对账',
      resultRun: { label: '结果来自', help: '当前结果是第几次对账得出的。' },
      attempts: '连续失败次数',
      nextAttemptAt: '下次尝试时间',
      startedAt: '开始时间',
      finishedAt: '完成时间',
      alertedAt: '告警时间',
      lastError: '最近错误',
      operator: { label: '操作人', help: '最近一次手动对账的员工；自动对账为空白。' },
    },
    list: [
      'date',
      'state',
      'theirPaymentAmount',
      'theirRefundAmount',
      'matchedCount',
      'openCount',
      'fundCheck',
      'theirFee',
    ],
    form: [
      ['date', 'state', 'fundCheck'],
      ['matchedCount', 'differenceCount', 'openCount'],
      ['theirPaymentCount', 'theirPaymentAmount'],
      ['ourPaymentCount', 'ourPaymentAmount'],
      ['theirRefundCount', 'theirRefundAmount'],
      ['ourRefundCount', 'ourRefundAmount'],
      ['theirFee', 'fundFees'],
      ['fundIncome', 'fundExpense', 'closingBalance'],
      ['startedAt', 'finishedAt'],
      ['attempts', 'nextAttemptAt'],
      ['lastError', 'alertedAt'],
      ['run', 'resultRun', 'operator'],
      ['hasStatement', 'hash'],
    ],
    mainField: 'date',
    sortBy: 'date',
  });
}

function labelDifference(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::payment.reconciliation-difference', {
    fields: {
      reconciliation: '对账',
      date: '账单日',
      kind: { label: '类别', choices: KINDS },
      number: { label: '核对单号', help: '支付为商户单号，退款为退款单号。' },
      type: {
        label: '差异',
        choices: {
          missing_here: ['我方没有', 'danger'],
          missing_there: ['微信没有', 'danger'],
          amount_differs: ['金额不同', 'danger'],
          status_differs: ['状态不同', 'warning'],
        },
      },
      outTradeNo: '商户单号',
      outRefundNo: '退款单号',
      orderNo: '订单号',
      ourAmount: '我方金额',
      theirAmount: '微信金额',
      ourStatus: '我方状态',
      theirStatus: '微信状态',
      state: { label: '处理状态', choices: { open: ['待处理', 'warning'], resolved: ['已处理', 'success'] } },
      resolution: {
        label: '处理结果',
        choices: {
          applied: ['已按微信入账', 'success'],
          confirmed: ['查询后确认一致', 'success'],
          resent: ['已重新提交退款', 'info'],
          accepted: ['人工确认', 'neutral'],
          vanished: ['重新对账后消失', 'neutral'],
        },
      },
      resolvedBy: '处理人',
      resolvedAt: '处理时间',
      note: '处理说明',
      lastAnswer: { label: '微信的答复', help: '最近一次向微信查询这笔单据得到的结果。' },
      run: '第几次对账',
    },
    list: ['date', 'kind', 'type', 'number', 'orderNo', 'ourAmount', 'theirAmount', 'state', 'resolution'],
    form: [
      ['date', 'kind', 'type'],
      ['outTradeNo', 'outRefundNo'],
      ['ourAmount', 'theirAmount'],
      ['ourStatus', 'theirStatus'],
      ['state', 'resolution'],
      ['resolvedBy', 'resolvedAt'],
      ['note', 'lastAnswer'],
      ['orderNo', 'number'],
      ['reconciliation', 'run'],
    ],
    mainField: 'number',
  });
}

function labelLine(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::payment.reconciliation-line', {
    fields: {
      date: '账单日',
      run: '第几次对账',
      kind: { label: '类别', choices: KINDS },
      number: { label: '核对单号', help: '支付为商户单号，退款为退款单号。' },
      outTradeNo: '商户单号',
      wechatNo: { label: '微信单号', help: '支付为微信支付单号，退款为微信退款单号。' },
      amount: '微信金额',
      billStatus: '微信状态',
      tradedAt: '交易时间',
      feeMilliFen: { label: '手续费（千分之一分）', help: '微信手续费精确到小数点后五位，1000 即 0.01 元。' },
      ourAmount: '我方金额',
      ourStatus: '我方状态',
      result: {
        label: '核对结果',
        choices: {
          matched: ['一致', 'success'],
          missing_here: ['我方没有', 'danger'],
          amount_differs: ['金额不同', 'danger'],
          status_differs: ['状态不同', 'warning'],
        },
      },
    },
    list: ['date', 'kind', 'number', 'amount', 'billStatus', 'ourAmount', 'ourStatus', 'result', 'tradedAt'],
    form: [
      ['date', 'kind', 'result'],
      ['number', 'outTradeNo'],
      ['amount', 'ourAmount'],
      ['billStatus', 'ourStatus'],
      ['wechatNo', 'tradedAt'],
      ['feeMilliFen', 'run'],
    ],
    mainField: 'number',
  });
}
