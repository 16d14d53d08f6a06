import { defineRoutes } from '../../../platform/http/define-routes';
import { orderParams, paymentResponse, payResponse } from '../requests';

export default defineRoutes('payment', [
  {
    method: 'POST',
    path: '/orders/:orderNo/pay',
    handler: 'payment.pay',
    summary: '发起支付，返回 wx.requestPayment 的参数；零元订单直接完成',
    params: orderParams,
    response: payResponse,
    rate: 'payment',
  },
  {
    method: 'GET',
    path: '/orders/:orderNo/payment',
    handler: 'payment.find',
    summary: '查询支付结果；未支付时向微信查询',
    params: orderParams,
    response: paymentResponse,
  },
  {
    method: 'POST',
    path: '/wechat/pay/notify',
    handler: 'callback.payment',
    summary: '微信支付结果通知',
    audience: 'wechat',
  },
  {
    method: 'POST',
    path: '/wechat/pay/refund-notify',
    handler: 'callback.refund',
    summary: '微信退款结果通知',
    audience: 'wechat',
  },
]);
