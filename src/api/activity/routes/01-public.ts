import { publicListRoute } from '../../../platform/content/public-content-routes';
import { defineRoutes } from '../../../platform/http/define-routes';

export default defineRoutes('activity', [publicListRoute('/activities', 'public-activity.find', '进行中的活动')]);
