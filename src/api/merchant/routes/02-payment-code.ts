import { z } from 'zod';
import { defineRoutes } from '../../../platform/http/define-routes';
import { codeParams, payCodeBody } from '../requests';

const payParams = z.object({
  timeStamp: z.string(),
  nonceStr: z.string(),
  package: z.string(),
  signType: z.literal('RSA'),
  paySign: z.string(),
});

export default defineRoutes('merchant', [
  {
    method: 'GET',
    path: '/payment-codes/:code',
    handler: 'payment-code.find',
    summary: '扫收款码：展示商户与固定金额',
    audience: 'public',
    params: codeParams,
    response: z.object({
      merchant: z.object({ documentId: z.string(), name: z.string(), logo: z.string().nullable() }),
      title: z.string(),
      fixedAmount: z.number().int().nullable(),
    }),
  },
  {
    method: 'POST',
    path: '/payment-codes/:code/pay',
    handler: 'payment-code.pay',
    summary: '扫码付款：生成订单并返回支付参数',
    params: codeParams,
    body: payCodeBody,
    response: z.object({
      orderNo: z.string(),
      payAmount: z.number().int(),
      payParams: payParams.nullable(),
      paid: z.boolean(),
    }),
    successStatus: 201,
    isIdempotent: true,
    rate: 'payment',
  },
]);
