import { publicListRoute } from '../../../platform/content/public-content-routes';
import { defineRoutes } from '../../../platform/http/define-routes';

export default defineRoutes('member', [publicListRoute('/member-levels', 'public-member-level.find', '会员等级')]);
