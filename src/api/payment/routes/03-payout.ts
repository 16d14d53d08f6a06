import { z } from 'zod';
import { cursorQuery } from '../../../platform/http/cursor';
import { defineRoutes } from '../../../platform/http/define-routes';

const payoutResponse = z.object({
  documentId: z.string(),
  amount: z.number().int(),
  scene: z.enum(['commission', 'reward']),
  remark: z.string(),
  status: z.enum(['created', 'accepted', 'waiting_confirmation', 'transferring', 'succeeded', 'failed', 'cancelled']),
  confirmation: z
    .object({ appId: z.string(), mchId: z.string(), package: z.string() })
    .nullable()
    .describe('Arguments of wx.requestMerchantTransfer while the user has to confirm'),
  succeededAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
});

export default defineRoutes('payment', [
  {
    method: 'GET',
    path: '/me/payouts',
    handler: 'payout.list',
    summary: '我的收款：佣金与奖励；待确认的带有 wx.requestMerchantTransfer 的参数',
    query: cursorQuery,
    response: z.array(payoutResponse),
    paging: 'cursor',
  },
  {
    method: 'POST',
    path: '/wechat/pay/transfer-notify',
    handler: 'callback.transfer',
    summary: '微信商家转账结果通知',
    audience: 'wechat',
  },
]);
