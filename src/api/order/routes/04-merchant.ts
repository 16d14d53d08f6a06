import { z } from 'zod';
import { defineRoutes } from '../../../platform/http/define-routes';
import type { MerchantRole } from '../../../platform/http/context';
import { merchantOrdersQuery, shipBody, verificationBody } from '../fulfilment-requests';
import { merchantOrderResponse } from '../fulfilment-responses';
import { orderParams } from '../requests';

const everyone: readonly MerchantRole[] = ['owner', 'manager', 'cashier', 'courier'];
const shippers: readonly MerchantRole[] = ['owner', 'manager', 'courier'];

export default defineRoutes('order', [
  {
    method: 'GET',
    path: '/merchant/orders',
    handler: 'merchant-order.list',
    summary: '本店订单',
    audience: 'merchant',
    roles: everyone,
    query: merchantOrdersQuery,
    response: z.array(merchantOrderResponse),
    paging: 'cursor',
  },
  {
    method: 'GET',
    path: '/merchant/orders/:orderNo',
    handler: 'merchant-order.find',
    summary: '本店订单详情',
    audience: 'merchant',
    roles: everyone,
    params: orderParams,
    response: merchantOrderResponse,
  },
  {
    method: 'POST',
    path: '/merchant/orders/:orderNo/ship',
    handler: 'merchant-order.ship',
    summary: '发货：可分多个包裹，不填商品表示剩余全部',
    audience: 'merchant',
    roles: shippers,
    params: orderParams,
    body: shipBody,
    response: merchantOrderResponse,
    isIdempotent: true,
  },
  {
    method: 'POST',
    path: '/merchant/orders/:orderNo/prepare-pickup',
    handler: 'merchant-order.preparePickup',
    summary: '备货完成：通知顾客来取',
    audience: 'merchant',
    roles: everyone,
    params: orderParams,
    response: merchantOrderResponse,
  },
  {
    method: 'POST',
    path: '/merchant/verifications',
    handler: 'merchant-order.verify',
    summary: '核销取货码，订单完成；已付款而未点过备货完成的，同时记为已备货',
    audience: 'merchant',
    roles: everyone,
    body: verificationBody,
    response: merchantOrderResponse,
  },
]);
