import { defineRoutes } from '../../../platform/http/define-routes';
import { openOrderResponse } from '../fulfilment-responses';
import { orderParams } from '../requests';

export default defineRoutes('order', [
  {
    method: 'GET',
    path: '/open/orders/:orderNo',
    handler: 'open-order.find',
    summary: '查询订单；绑定商户的应用只能查到本商户的订单',
    audience: 'open',
    scope: 'read_orders',
    params: orderParams,
    response: openOrderResponse,
  },
]);
