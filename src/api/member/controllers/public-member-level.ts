import { publicController } from '../../../platform/content/public-content-routes';
import { memberLevels } from '../public/member-levels';

export default publicController(memberLevels);
