import { defineRoutes } from '../../../platform/http/define-routes';
import { loginBody, logoutBody, refreshBody } from '../requests';
import { loginResponse, logoutResponse, tokensResponse } from '../responses';

export default defineRoutes('member', [
  {
    method: 'POST',
    path: '/auth/wechat/login',
    handler: 'session.login',
    summary: 'Sign in with a wx.login code; the first sign-in registers the user',
    audience: 'public',
    rate: 'login',
    body: loginBody,
    response: loginResponse,
  },
  {
    method: 'POST',
    path: '/auth/wechat/refresh',
    handler: 'session.refresh',
    summary: 'Exchange a refresh token for a new pair; a used one revokes its whole family',
    audience: 'public',
    rate: 'login',
    body: refreshBody,
    response: tokensResponse,
  },
  {
    method: 'POST',
    path: '/auth/wechat/logout',
    handler: 'session.logout',
    summary: 'End this session, or all sessions of the user',
    body: logoutBody,
    response: logoutResponse,
  },
]);
