import { defineRoutes } from '../../../platform/http/define-routes';
import { orderParams } from '../requests';
import { orderResponse } from '../responses';

export default defineRoutes('order', [
  {
    method: 'POST',
    path: '/orders/:orderNo/confirm-receipt',
    handler: 'order.confirmReceipt',
    summary: '确认收货，订单完成',
    params: orderParams,
    response: orderResponse,
  },
]);
