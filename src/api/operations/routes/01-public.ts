import { defineRoutes } from '../../../platform/http/define-routes';

export default defineRoutes('operations', [
  { method: 'GET', path: '/home', handler: 'shop.home', summary: '首页', audience: 'public' },
  { method: 'GET', path: '/settings/public', handler: 'shop.settings', summary: '店铺公开设置', audience: 'public' },
]);
