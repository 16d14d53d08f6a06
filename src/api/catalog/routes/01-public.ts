import { publicListRoute, publicOneRoute } from '../../../platform/content/public-content-routes';
import { defineRoutes } from '../../../platform/http/define-routes';
import { searchQuery } from '../requests';

export default defineRoutes('catalog', [
  publicListRoute('/categories', 'category.find', '商品分类'),
  publicListRoute('/brands', 'brand.find', '品牌'),
  {
    method: 'GET',
    path: '/products/search',
    handler: 'product.search',
    summary: '搜索商品',
    audience: 'public',
    query: searchQuery,
    paging: 'page',
  },
  publicListRoute('/products', 'product.find', '商品列表'),
  publicOneRoute('/products', 'product.findOne', '商品详情'),
]);
