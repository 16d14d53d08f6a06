import { z } from 'zod';
import { readEnvironment } from '../../../platform/environment';
import { defineRoutes, type RouteSpec } from '../../../platform/http/define-routes';

const sandboxRoutes: RouteSpec[] = [
  {
    method: 'GET',
    path: '/sandbox',
    handler: 'sandbox.find',
    summary: '沙箱模式：微信模拟器的地址，供演示页登录和付款',
    audience: 'public',
    response: z.object({ simulatorUrl: z.url() }),
  },
];

/**
 * Only the sandbox has these. Against the real WeChat they are not registered at all, so that no setting of a running
 * application can bring them back.
 */
export default defineRoutes('wechat', readEnvironment(process.env).WECHAT_MODE === 'sandbox' ? sandboxRoutes : []);
