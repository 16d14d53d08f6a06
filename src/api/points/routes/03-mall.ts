import { publicListRoute, publicOneRoute } from '../../../platform/content/public-content-routes';
import { defineRoutes } from '../../../platform/http/define-routes';

export default defineRoutes('points', [
  publicListRoute('/points/goods', 'public-points-good.find', '积分商城：现在可以兑换的商品'),
  publicOneRoute('/points/goods', 'public-points-good.findOne', '积分商品详情'),
]);
