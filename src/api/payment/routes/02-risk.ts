import { z } from 'zod';
import { defineRoutes } from '../../../platform/http/define-routes';

export default defineRoutes('payment', [
  {
    method: 'POST',
    path: '/risk/verifications',
    handler: 'risk.verify',
    summary:
      '安全验证：下单或支付返回 1204 时，重新调用 wx.login，把新的 code 和 details.verification.riskEventId 提交到这里，' +
      '成功后重试原来的请求；同一网络或设备 30 分钟内不再要求',
    body: z.strictObject({
      riskEventId: z.string().min(1).max(64).describe('error.details.verification.riskEventId of the refusal'),
      code: z.string().trim().min(1).max(256).describe('Code of a new wx.login of the same WeChat account'),
    }),
    response: z.object({ verifiedUntil: z.iso.datetime() }),
    rate: 'login',
  },
]);
