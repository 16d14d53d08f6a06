import { defineRoutes } from '../../../platform/http/define-routes';

export default defineRoutes('wechat', [
  {
    method: 'GET',
    path: '/wechat/push',
    handler: 'push.verify',
    summary: '微信消息推送：校验服务器地址，原样返回 echostr',
    audience: 'wechat',
    produces: 'text/plain',
  },
  {
    method: 'POST',
    path: '/wechat/push',
    handler: 'push.receive',
    summary: '微信消息推送：接收消息和事件',
    audience: 'wechat',
    produces: 'text/plain',
  },
]);
