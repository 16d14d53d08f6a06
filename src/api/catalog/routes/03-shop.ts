import { z } from 'zod';
import { defineRoutes } from '../../../platform/http/define-routes';
import type { MerchantRole } from '../../../platform/http/context';
import {
  openProductsQuery,
  productParams,
  productStatusBody,
  shopProductResponse,
  shopProductsQuery,
  skuParams,
  stockAdjustmentBody,
  stockResponse,
} from '../shop-requests';

const everyone: readonly MerchantRole[] = ['owner', 'manager', 'cashier', 'courier'];
const managers: readonly MerchantRole[] = ['owner', 'manager'];

export default defineRoutes('catalog', [
  {
    method: 'GET',
    path: '/merchant/products',
    handler: 'shop-product.list',
    summary: '本店商品与库存',
    audience: 'merchant',
    roles: everyone,
    query: shopProductsQuery,
    response: z.array(shopProductResponse),
    paging: 'cursor',
  },
  {
    method: 'PUT',
    path: '/merchant/products/:id/status',
    handler: 'shop-product.setStatus',
    summary: '上架或下架本店商品；草稿由运营人员完善后上架',
    audience: 'merchant',
    roles: managers,
    params: productParams,
    body: productStatusBody,
    response: shopProductResponse,
  },
  {
    method: 'POST',
    path: '/merchant/inventory/:skuId/adjust',
    handler: 'shop-product.adjustStock',
    summary: '调整本店库存：按增减数量，写入库存流水',
    audience: 'merchant',
    roles: managers,
    params: skuParams,
    body: stockAdjustmentBody,
    response: stockResponse,
    isIdempotent: true,
  },
  {
    method: 'GET',
    path: '/open/products',
    handler: 'shop-product.listForServers',
    summary: '商品与库存；绑定商户的应用只能查到本商户的商品',
    audience: 'open',
    scope: 'read_products',
    query: openProductsQuery,
    response: z.array(shopProductResponse),
    paging: 'cursor',
  },
]);
