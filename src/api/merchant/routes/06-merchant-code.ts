import { z } from 'zod';
import { cursorQuery } from '../../../platform/http/cursor';
import { defineRoutes } from '../../../platform/http/define-routes';
import type { MerchantRole } from '../../../platform/http/context';
import { codeChangeBody, codeImageQuery, idParams, newCodeBody } from '../requests';
import { codeResponse } from '../responses';

const managers: readonly MerchantRole[] = ['owner', 'manager'];
const counter: readonly MerchantRole[] = ['owner', 'manager', 'cashier'];

export default defineRoutes('merchant', [
  {
    method: 'GET',
    path: '/merchant/payment-codes',
    handler: 'merchant-code.list',
    summary: '本店收款码',
    audience: 'merchant',
    roles: counter,
    query: cursorQuery,
    response: z.array(codeResponse),
    paging: 'cursor',
  },
  {
    method: 'POST',
    path: '/merchant/payment-codes',
    handler: 'merchant-code.create',
    summary: '新建收款码；不填金额则由顾客输入',
    audience: 'merchant',
    roles: managers,
    body: newCodeBody,
    response: codeResponse,
    successStatus: 201,
    isIdempotent: true,
  },
  {
    method: 'PUT',
    path: '/merchant/payment-codes/:id',
    handler: 'merchant-code.update',
    summary: '修改、停用或重新启用收款码，立即生效',
    audience: 'merchant',
    roles: managers,
    params: idParams,
    body: codeChangeBody,
    response: codeResponse,
  },
  {
    method: 'GET',
    path: '/merchant/payment-codes/:id/image',
    handler: 'merchant-code.image',
    summary: '收款码图片：微信小程序码',
    audience: 'merchant',
    roles: counter,
    params: idParams,
    query: codeImageQuery,
    waitsForWechat: true,
    produces: 'image/png',
  },
]);
