import { defineRoutes } from '../../../platform/http/define-routes';
import { deductBody, grantBody, openDeedResponse, openUserParams } from '../open-requests';
import { accountResponse } from '../requests';

export default defineRoutes('points', [
  {
    method: 'POST',
    path: '/open/points/award',
    handler: 'open.award',
    summary: '发放积分：同一个 idempotencyKey 只发一次，重复请求得到第一次的结果',
    audience: 'open',
    scope: 'award_points',
    body: grantBody,
    response: openDeedResponse,
  },
  {
    method: 'POST',
    path: '/open/points/deduct',
    handler: 'open.deduct',
    summary: '扣减积分：先扣先到期的批次，积分不足返回 1301',
    audience: 'open',
    scope: 'deduct_points',
    body: deductBody,
    response: openDeedResponse,
  },
  {
    method: 'GET',
    path: '/open/users/:id/points',
    handler: 'open.account',
    summary: '查询会员积分',
    audience: 'open',
    scope: 'read_points',
    params: openUserParams,
    response: accountResponse,
  },
]);
