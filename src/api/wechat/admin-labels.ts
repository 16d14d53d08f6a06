import type { Core } from '@strapi/strapi';
import { labelContentType } from '../../platform/content/admin-labels';

/** Chinese labels, list columns and form layouts of this feature's content types. */
export function labelContentTypes(strapi: Core.Strapi): void {
  labelShippingUpload(strapi);
  labelMediaCheck(strapi);
  labelPushMessage(strapi);
}

function labelPushMessage(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::wechat.push-message', {
    fields: {
      dedupeKey: { label: '消息编号', help: '微信重复推送时编号不变，所以只处理一次。' },
      event: '事件',
      msgType: '消息类型',
      fromUser: '来源 OpenID',
      sentAt: '微信发送时间',
      fields: '内容',
      rawBody: { label: '原始报文', help: '微信发来的原文，保留 30 天。' },
      state: {
        label: '处理状态',
        choices: {
          received: ['已接收', 'info'],
          handled: ['已处理', 'success'],
          ignored: ['无需处理', 'neutral'],
          failed: ['处理失败', 'danger'],
        },
      },
      attempts: '尝试次数',
      nextAttemptAt: '下次尝试时间',
      lastError: '最近错误',
      handledAt: '处理时间',
    },
    list: ['event', 'msgType', 'state', 'attempts', 'lastError', 'createdAt'],
    form: [
      ['event', 'msgType', 'state'],
      ['fields'],
      ['attempts', 'nextAttemptAt'],
      ['lastError', 'handledAt'],
      ['sentAt', 'fromUser'],
      ['dedupeKey'],
      ['rawBody'],
    ],
  });
}

function labelShippingUpload(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::wechat.shipping-upload', {
    fields: {
      orderNo: '订单号',
      outTradeNo: { label: '商户单号', help: '这笔支付在微信商户平台的商户单号。' },
      transactionId: '微信支付单号',
      openid: '付款人 OpenID',
      logisticsType: {
        label: '发货方式',
        choices: { express: '快递', local: '同城配送', virtual: '虚拟商品', pickup: '用户自提' },
      },
      deliveryMode: { label: '包裹', choices: { unified: '一个包裹', split: '多个包裹' } },
      parcels: { label: '包裹明细', help: '快递公司、运单号和商品描述。' },
      itemDesc: '商品描述',
      isAllDelivered: '已全部发货',
      state: {
        label: '状态',
        choices: {
          pending: ['待上报', 'warning'],
          uploaded: ['已上报', 'success'],
          failed: ['上报失败', 'danger'],
          gave_up: ['已停止上报', 'danger'],
        },
      },
      revision: { label: '版本', help: '每次修改发货信息加一。' },
      attempts: '尝试次数',
      requestedAt: '登记时间',
      nextAttemptAt: '下次尝试时间',
      sendingUntil: { label: '正在上报', help: '有内容表示正在与微信通信。' },
      lastError: { label: '最近错误', help: '改正后可以点“重新上报”。' },
      lastErrorCode: { label: '微信错误码', help: '10060001 表示微信还没有登记这笔支付，系统会自动重试。' },
      uploadedAt: '上报时间',
      remindedAt: { label: '微信催发货时间', help: '有内容表示微信认为这笔支付超时没有发货。' },
      estimatedSettlementAt: { label: '预计结算时间', help: '微信预计在这个时间放款。' },
      receivedAt: '确认收货时间',
      settledAt: '结算时间',
    },
    list: ['orderNo', 'logisticsType', 'state', 'attempts', 'lastError', 'uploadedAt', 'estimatedSettlementAt'],
    form: [
      ['orderNo', 'state'],
      ['logisticsType', 'deliveryMode', 'isAllDelivered'],
      ['outTradeNo', 'transactionId'],
      ['itemDesc'],
      ['parcels'],
      ['lastError', 'lastErrorCode'],
      ['attempts', 'revision'],
      ['requestedAt', 'nextAttemptAt', 'sendingUntil'],
      ['uploadedAt', 'remindedAt'],
      ['estimatedSettlementAt', 'receivedAt', 'settledAt'],
      ['openid'],
    ],
  });
}

function labelMediaCheck(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::wechat.media-check', {
    fields: {
      subject: { label: '审核对象', help: '这张图片属于哪条内容。' },
      url: '图片地址',
      openid: '发布人 OpenID',
      scene: {
        label: '场景',
        choices: { profile: '资料', comment: '评论', forum: '论坛', social: '社交日志' },
      },
      traceId: '微信审核编号',
      state: {
        label: '状态',
        choices: {
          starting: ['正在提交', 'neutral'],
          pending: ['等待微信结果', 'info'],
          judged: ['已有结果', 'success'],
          unanswered: ['微信没有答复', 'warning'],
          failed: ['提交失败', 'danger'],
        },
      },
      suggest: {
        label: '微信建议',
        choices: { pass: ['通过', 'success'], review: ['需人工审核', 'warning'], risky: ['违规', 'danger'] },
      },
      label: { label: '违规类型', help: '微信的分类编号，100 表示正常。' },
      giveUpAt: { label: '转人工时间', help: '到这个时间微信还没有给出结果，就交给人工审核。' },
      judgedAt: '出结果时间',
      lastError: '最近错误',
    },
    list: ['subject', 'scene', 'state', 'suggest', 'label', 'createdAt'],
    form: [
      ['subject', 'scene'],
      ['state', 'suggest', 'label'],
      ['url'],
      ['traceId', 'openid'],
      ['giveUpAt', 'judgedAt'],
      ['lastError'],
    ],
  });
}
