import { z } from 'zod';
import { defineRoutes } from '../../../platform/http/define-routes';
import { applicationBody, profileChangeBody } from '../requests';
import { applicationResponse, profileResponse } from '../responses';

export default defineRoutes('merchant', [
  {
    method: 'POST',
    path: '/merchant/applications',
    handler: 'application.create',
    summary: '申请入驻：由运营人员审核，同一时间只能有一份待审核的申请',
    body: applicationBody,
    response: applicationResponse,
    successStatus: 201,
    isIdempotent: true,
  },
  {
    method: 'GET',
    path: '/merchant/applications',
    handler: 'application.list',
    summary: '我的入驻申请与审核结果',
    response: z.array(applicationResponse),
  },
  {
    method: 'GET',
    path: '/merchant/profile',
    handler: 'profile.find',
    summary: '本店资料与我的角色',
    audience: 'merchant',
    roles: ['owner', 'manager', 'cashier', 'courier'],
    response: profileResponse,
  },
  {
    method: 'PUT',
    path: '/merchant/profile',
    handler: 'profile.update',
    summary: '修改本店资料：只改提交的字段',
    audience: 'merchant',
    roles: ['owner', 'manager'],
    body: profileChangeBody,
    response: profileResponse,
  },
]);
