import type { Core } from '@strapi/strapi';
import { labelContentType } from '../../platform/content/admin-labels';

/** Labels of after-sale cases; staff decide them by actions, not by form. */
export function labelAfterSale(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::order.after-sale', {
    fields: {
      afterSaleNo: '售后单号',
      order: '订单',
      orderNo: '订单号',
      user: '申请人',
      merchant: { label: '商户', help: '自营订单为空白。' },
      type: { label: '类型', choices: { refund_only: ['仅退款', 'info'], return_refund: ['退货退款', 'warning'] } },
      state: {
        label: '状态',
        choices: {
          pending: ['待处理', 'warning'],
          approved: ['已同意', 'success'],
          rejected: ['已拒绝', 'danger'],
          cancelled: ['已撤销', 'neutral'],
          awaiting_return: ['待寄回', 'info'],
          returned: ['待收货', 'info'],
        },
      },
      items: { label: '退款商品', help: '每个商品的数量、应退和实退金额，金额单位是分。' },
      amount: { label: '退款金额', help: '包含退还的运费。' },
      freightAmount: '其中运费',
      reason: '申请原因',
      images: '凭证图片',
      decidedBy: '处理人',
      decidedAt: '处理时间',
      decisionNote: '处理说明',
      returnCarrier: '寄回快递',
      returnTrackingNo: '寄回单号',
      returnShippedAt: '寄回时间',
      receivedAt: '收到退货',
      refundedAt: '退款到账',
      dueAt: { label: '处理期限', help: '到这个时间没有人处理，系统会自动进入下一步。' },
    },
    list: ['afterSaleNo', 'orderNo', 'type', 'state', 'amount', 'user', 'dueAt', 'createdAt'],
    form: [
      ['afterSaleNo', 'orderNo'],
      ['type', 'state', 'dueAt'],
      ['amount', 'freightAmount'],
      ['user', 'merchant'],
      ['reason'],
      ['images'],
      ['items'],
      ['decidedBy', 'decidedAt'],
      ['decisionNote'],
      ['returnCarrier', 'returnTrackingNo'],
      ['returnShippedAt', 'receivedAt'],
      ['refundedAt', 'order'],
    ],
  });
}
