import { publicListRoute } from '../../../platform/content/public-content-routes';
import { defineRoutes } from '../../../platform/http/define-routes';

export default defineRoutes('points', [publicListRoute('/points-rules', 'public-points-rule.find', '积分规则')]);
