import { publicListRoute, publicOneRoute } from '../../../platform/content/public-content-routes';
import { defineRoutes } from '../../../platform/http/define-routes';

export default defineRoutes('merchant', [
  publicListRoute('/merchants', 'public-merchant.find', '营业中的商户'),
  publicOneRoute('/merchants', 'public-merchant.findOne', '商户详情'),
]);
