import type { Core } from '@strapi/strapi';
import { labelContentType } from '../../platform/content/admin-labels';
import type { FieldLabel } from '../../platform/content/field-label';

const parties: Record<string, string | FieldLabel> = {
  orderNo: '订单号',
  type: {
    label: '订单类型',
    choices: {
      goods: ['商品订单', 'info'],
      group_buy: ['拼团订单', 'warning'],
      flash_sale: ['秒杀订单', 'danger'],
      scan: ['扫码付款', 'success'],
      points: ['积分兑换', 'neutral'],
    },
  },
  state: {
    label: '状态',
    choices: {
      pending_payment: ['待付款', 'warning'],
      awaiting_group: ['待成团', 'info'],
      awaiting_fulfilment: ['待发货', 'info'],
      shipped: ['已发货', 'info'],
      ready_for_pickup: ['待自提', 'info'],
      completed: ['已完成', 'success'],
      closed: ['已关闭', 'neutral'],
      refunded: ['已退款', 'danger'],
    },
  },
  user: '下单用户',
  merchant: { label: '商户', help: '扫码付款或商户商品所属的商户；自营订单为空白。' },
  paymentCode: '收款码',
};

const amounts: Record<string, string | FieldLabel> = {
  itemsAmount: '商品金额',
  discountAmount: '优惠合计',
  freightAmount: '运费',
  payAmount: { label: '应付金额', help: '商品金额 − 优惠 + 运费。' },
  paidAmount: '实付金额',
  refundedAmount: '已退金额',
  pointsUsed: '使用积分',
  pointsToEarn: { label: '预计得分', help: '付款或完成后将发放的积分。' },
  pointsEarned: '已得积分',
  growthEarned: '已得成长值',
  adjustments: { label: '价格明细', help: '每一步优惠，金额单位是分，负数表示减免。' },
};

const delivery: Record<string, string | FieldLabel> = {
  deliveryMode: {
    label: '配送方式',
    choices: { express: '快递', community: '小区配送', pickup: '自提', none: '无需配送' },
  },
  delivery: { label: '收货信息', help: '下单时的地址快照。' },
  pickupPoint: '自提点',
  pickupCode: { label: '核销码', help: '顾客到店出示的数字。' },
  remark: '顾客留言',
  clientIp: '下单 IP',
};

const moments: Record<string, string | FieldLabel> = {
  expiresAt: { label: '付款截止', help: '到这个时间还没有付款，订单会自动关闭。' },
  closeDueAt: { label: '计划关闭时间', help: '系统到这个时间再次核对付款，没有付款就关闭订单。' },
  paidAt: '付款时间',
  shippedAt: '发货时间',
  completeDueAt: { label: '自动完成时间', help: '全部发出后开始计算；还有商品没发出时为空白。' },
  completedAt: '完成时间',
  closedAt: '关闭时间',
  closeReason: '关闭原因',
};

/** Labels of orders. The form is a reading view: orders change by named actions only. */
export function labelOrder(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::order.order', {
    fields: { ...parties, ...amounts, ...delivery, ...moments },
    list: ['orderNo', 'type', 'state', 'user', 'merchant', 'payAmount', 'paidAt', 'createdAt'],
    form: [
      ['orderNo', 'type', 'state'],
      ['user', 'merchant'],
      ['itemsAmount', 'discountAmount', 'freightAmount'],
      ['payAmount', 'paidAmount', 'refundedAmount'],
      ['pointsUsed', 'pointsToEarn', 'pointsEarned'],
      ['deliveryMode', 'pickupPoint', 'pickupCode'],
      ['remark'],
      ['delivery'],
      ['adjustments'],
      ['expiresAt', 'closeDueAt'],
      ['paidAt', 'shippedAt'],
      ['completeDueAt', 'completedAt'],
      ['growthEarned', 'closedAt'],
      ['closeReason'],
      ['paymentCode', 'clientIp'],
    ],
  });
}
