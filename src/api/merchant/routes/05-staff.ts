import { z } from 'zod';
import { defineRoutes } from '../../../platform/http/define-routes';
import type { MerchantRole } from '../../../platform/http/context';
import { idParams, newStaffBody, staffChangeBody } from '../requests';
import { staffResponse } from '../responses';

const managers: readonly MerchantRole[] = ['owner', 'manager'];

export default defineRoutes('merchant', [
  {
    method: 'GET',
    path: '/merchant/staff',
    handler: 'staff.list',
    summary: '本店员工',
    audience: 'merchant',
    roles: managers,
    response: z.array(staffResponse),
  },
  {
    method: 'POST',
    path: '/merchant/staff',
    handler: 'staff.create',
    summary: '按手机号添加员工：店主可添加任何角色，店长可添加收银员和配送员',
    audience: 'merchant',
    roles: managers,
    body: newStaffBody,
    response: staffResponse,
    successStatus: 201,
  },
  {
    method: 'PUT',
    path: '/merchant/staff/:id',
    handler: 'staff.update',
    summary: '变更员工角色',
    audience: 'merchant',
    roles: managers,
    params: idParams,
    body: staffChangeBody,
    response: staffResponse,
  },
  {
    method: 'DELETE',
    path: '/merchant/staff/:id',
    handler: 'staff.delete',
    summary: '移除员工；最后一位店主不能移除',
    audience: 'merchant',
    roles: managers,
    params: idParams,
    response: z.object({ documentId: z.string() }),
  },
]);
