import { z } from 'zod';
import { defineRoutes } from '../../../platform/http/define-routes';
import type { MerchantRole } from '../../../platform/http/context';
import { afterSaleListQuery, afterSaleParams, merchantDecisionBody } from '../after-sale-requests';
import { afterSaleResponse } from '../after-sale-responses';

const everyone: readonly MerchantRole[] = ['owner', 'manager', 'cashier', 'courier'];
/** Money that goes back is decided by who answers for it. */
const deciders: readonly MerchantRole[] = ['owner', 'manager'];
const receivers: readonly MerchantRole[] = ['owner', 'manager', 'cashier'];

export default defineRoutes('order', [
  {
    method: 'GET',
    path: '/merchant/after-sales',
    handler: 'merchant-after-sale.list',
    summary: '本店售后单',
    audience: 'merchant',
    roles: everyone,
    query: afterSaleListQuery,
    response: z.array(afterSaleResponse),
    paging: 'cursor',
  },
  {
    method: 'GET',
    path: '/merchant/after-sales/:afterSaleNo',
    handler: 'merchant-after-sale.find',
    summary: '本店售后单详情',
    audience: 'merchant',
    roles: everyone,
    params: afterSaleParams,
    response: afterSaleResponse,
  },
  {
    method: 'POST',
    path: '/merchant/after-sales/:afterSaleNo/approve',
    handler: 'merchant-after-sale.approve',
    summary: '同意售后：仅退款立即退款，退货退款等待寄回',
    audience: 'merchant',
    roles: deciders,
    params: afterSaleParams,
    body: merchantDecisionBody,
    response: afterSaleResponse,
  },
  {
    method: 'POST',
    path: '/merchant/after-sales/:afterSaleNo/reject',
    handler: 'merchant-after-sale.reject',
    summary: '拒绝售后，需说明原因',
    audience: 'merchant',
    roles: deciders,
    params: afterSaleParams,
    body: merchantDecisionBody,
    response: afterSaleResponse,
  },
  {
    method: 'POST',
    path: '/merchant/after-sales/:afterSaleNo/receive-return',
    handler: 'merchant-after-sale.receiveReturn',
    summary: '确认收到退货并退款',
    audience: 'merchant',
    roles: receivers,
    params: afterSaleParams,
    body: merchantDecisionBody,
    response: afterSaleResponse,
  },
]);
