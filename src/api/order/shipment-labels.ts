import type { Core } from '@strapi/strapi';
import { labelContentType } from '../../platform/content/admin-labels';

/** Labels of parcels; they are made by the action 发货, never by form. */
export function labelShipment(strapi: Core.Strapi): void {
  labelContentType(strapi, 'api::order.shipment', {
    fields: {
      shipmentNo: '发货单号',
      order: '订单',
      orderNo: '订单号',
      merchant: { label: '商户', help: '自营订单为空白。' },
      carrier: '快递公司',
      trackingNo: { label: '快递单号', help: '没有快递单号的配送，这里是发货单号。' },
      items: { label: '商品', help: '这个包裹里的商品和数量。' },
      operator: '操作人',
      shippedAt: '发货时间',
    },
    list: ['shipmentNo', 'orderNo', 'merchant', 'carrier', 'trackingNo', 'shippedAt'],
    form: [
      ['shipmentNo', 'orderNo'],
      ['carrier', 'trackingNo'],
      ['shippedAt', 'operator'],
      ['items'],
      ['merchant', 'order'],
    ],
  });
}
