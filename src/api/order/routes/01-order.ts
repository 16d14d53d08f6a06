import { z } from 'zod';
import { ORDER_STATUSES } from '../../../domain/order/types';
import { defineRoutes } from '../../../platform/http/define-routes';
import { cancelBody, cartItemBody, cartItemParams, listQuery, orderParams, placeBody, previewBody } from '../requests';
import { cartResponse, orderResponse, previewResponse } from '../responses';

export default defineRoutes('order', [
  {
    method: 'GET',
    path: '/cart',
    handler: 'cart.find',
    summary: '购物车：当前价格与库存，失效商品有标记',
    response: cartResponse,
  },
  {
    method: 'PUT',
    path: '/cart/items',
    handler: 'cart.put',
    summary: '加入购物车或修改数量、勾选',
    body: cartItemBody,
    response: cartResponse,
  },
  {
    method: 'DELETE',
    path: '/cart/items/:skuId',
    handler: 'cart.remove',
    summary: '移出购物车',
    params: cartItemParams,
    response: cartResponse,
  },
  {
    method: 'POST',
    path: '/checkout/preview',
    handler: 'order.preview',
    summary: '结算预览：与下单使用同一套计价',
    body: previewBody,
    response: previewResponse,
    rate: 'read',
  },
  {
    method: 'POST',
    path: '/orders',
    handler: 'order.place',
    summary: '下单：占用库存与积分，可用 Idempotency-Key 防止重复',
    body: placeBody,
    response: orderResponse,
    successStatus: 201,
    isIdempotent: true,
  },
  {
    method: 'GET',
    path: '/orders',
    handler: 'order.list',
    summary: '我的订单',
    query: listQuery,
    response: z.array(orderResponse),
    paging: 'cursor',
  },
  {
    method: 'GET',
    path: '/orders/counts',
    handler: 'order.counts',
    summary: '各状态订单数，没有订单的状态为 0',
    response: z.record(z.enum(ORDER_STATUSES), z.number().int()),
  },
  {
    method: 'GET',
    path: '/orders/:orderNo',
    handler: 'order.find',
    summary: '订单详情',
    params: orderParams,
    response: orderResponse,
  },
  {
    method: 'POST',
    path: '/orders/:orderNo/cancel',
    handler: 'order.cancel',
    summary: '取消订单：未支付的立即关闭，已支付未发货的转为退款',
    params: orderParams,
    body: cancelBody,
    response: orderResponse,
  },
]);
