import { z } from 'zod';
import { defineRoutes } from '../../../platform/http/define-routes';
import { afterSaleListQuery, afterSaleParams, openAfterSaleBody, returnShipmentBody } from '../after-sale-requests';
import { afterSaleResponse } from '../after-sale-responses';
import { orderParams } from '../requests';

export default defineRoutes('order', [
  {
    method: 'POST',
    path: '/orders/:orderNo/after-sales',
    handler: 'after-sale.open',
    summary: '申请售后：仅退款或退货退款，未发货的商品立即退款',
    params: orderParams,
    body: openAfterSaleBody,
    response: afterSaleResponse,
    successStatus: 201,
    isIdempotent: true,
  },
  {
    method: 'GET',
    path: '/after-sales',
    handler: 'after-sale.list',
    summary: '我的售后单',
    query: afterSaleListQuery,
    response: z.array(afterSaleResponse),
    paging: 'cursor',
  },
  {
    method: 'GET',
    path: '/after-sales/:afterSaleNo',
    handler: 'after-sale.find',
    summary: '售后单详情',
    params: afterSaleParams,
    response: afterSaleResponse,
  },
  {
    method: 'POST',
    path: '/after-sales/:afterSaleNo/cancel',
    handler: 'after-sale.cancel',
    summary: '撤销售后申请',
    params: afterSaleParams,
    response: afterSaleResponse,
  },
  {
    method: 'POST',
    path: '/after-sales/:afterSaleNo/return-shipment',
    handler: 'after-sale.shipBack',
    summary: '填写退货的快递单号',
    params: afterSaleParams,
    body: returnShipmentBody,
    response: afterSaleResponse,
  },
]);
