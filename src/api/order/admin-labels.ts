import type { Core } from '@strapi/strapi';
import { labelContentType } from '../../platform/content/admin-labels';
import { labelAfterSale } from './after-sale-labels';
import { labelOrder } from './order-labels';
import { labelShipment } from './shipment-labels';

/** Chinese labels, list columns and form layouts of this feature's content types. */
export function labelContentTypes(strapi: Core.Strapi): void {
  labelOrder(strapi);
  labelOrderItem(strapi);
  labelOrderLog(strapi);
  labelAfterSale(strapi);
  labelShipment(strapi);
  labelContentType(strapi, 'api::order.cart-item', {
    fields: {
      user: '用户',
      sku: { label: '规格编码', showsAs: 'code' },
      quantity: '数量',
      selected: { label: '已勾选', help: '结算时只计算勾选的商品。' },
    },
    list: ['user', 'sku', 'quantity', 'selected', 'updatedAt'],
    mainField: 'id',
    form: [
      ['user', 'sku'],
      ['quantity', 'selected'],
    ],
  });
}

function labelOrderItem(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::order.order-item', {
    fields: {
      order: '订单',
      sku: { label: '规格', showsAs: 'code' },
      product: '商品',
      lineNo: '行号',
      skuDocumentId: '规格文档编号',
      productDocumentId: '商品文档编号',
      name: { label: '商品名称', help: '下单时的名称，商品改名后这里不变。' },
      specs: { label: '规格值', help: '下单时的规格，例如 {"颜色": "红色"}。' },
      image: '图片地址',
      price: '单价',
      quantity: '数量',
      amount: { label: '小计', help: '单价 × 数量，未减优惠。' },
      discounts: {
        label: '优惠分摊',
        help: '这一行分到的每项优惠，金额单位是分，例如 [{"type": "points", "amount": 150}]。',
      },
      paidAmount: { label: '实付', help: '减去优惠后这一行的付款金额，不含运费。' },
      freightShare: '运费分摊',
      pointsUsed: '使用积分',
      pointsToEarn: '预计得分',
      pointsEarned: '已得积分',
      pointsReclaimed: { label: '已收回积分', help: '退款时从已得积分里收回的数量。' },
      shippedQuantity: '已发数量',
      cancelledQuantity: { label: '不再发货', help: '发货前已申请退款的数量，不会再发出。' },
      refundedQuantity: '已退数量',
      refundedAmount: '已退金额',
    },
    list: ['order', 'name', 'price', 'quantity', 'amount', 'paidAmount', 'refundedAmount'],
    mainField: 'name',
    form: [
      ['order', 'lineNo'],
      ['name', 'image'],
      ['product', 'sku'],
      ['price', 'quantity', 'amount'],
      ['paidAmount', 'freightShare'],
      ['pointsUsed', 'pointsToEarn'],
      ['pointsEarned', 'pointsReclaimed'],
      ['shippedQuantity', 'cancelledQuantity'],
      ['refundedQuantity', 'refundedAmount'],
      ['specs'],
      ['discounts'],
      ['skuDocumentId', 'productDocumentId'],
    ],
  });
}

function labelOrderLog(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::order.order-log', {
    fields: {
      order: '订单',
      orderNo: '订单号',
      event: '事件',
      fromState: '变更前状态',
      toState: '变更后状态',
      actorType: {
        label: '操作者类型',
        choices: {
          user: ['用户', 'neutral'],
          staff: ['店员', 'info'],
          system: ['系统', 'neutral'],
          wechat: ['微信', 'success'],
        },
      },
      actor: '操作者',
      note: '备注',
    },
    list: ['orderNo', 'event', 'fromState', 'toState', 'actorType', 'actor', 'createdAt'],
    form: [['orderNo', 'event'], ['fromState', 'toState'], ['actorType', 'actor'], ['note'], ['order']],
  });
}
