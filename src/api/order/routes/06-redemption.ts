import { defineRoutes } from '../../../platform/http/define-routes';
import { redemptionBody } from '../redemption-requests';
import { orderResponse } from '../responses';

export default defineRoutes('order', [
  {
    method: 'POST',
    path: '/points/redemptions',
    handler: 'redemption.place',
    summary: '积分兑换：只用积分的立即完成付款，另需付钱的再调支付接口',
    body: redemptionBody,
    response: orderResponse,
    successStatus: 201,
    isIdempotent: true,
  },
]);
