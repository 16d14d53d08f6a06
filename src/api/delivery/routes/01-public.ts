import { publicListRoute } from '../../../platform/content/public-content-routes';
import { defineRoutes } from '../../../platform/http/define-routes';

export default defineRoutes('delivery', [publicListRoute('/pickup-points', 'public-pickup-point.find', '自提点')]);
