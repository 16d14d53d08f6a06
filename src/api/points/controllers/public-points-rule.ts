import { publicController } from '../../../platform/content/public-content-routes';
import { pointsRules } from '../public/points-rules';

export default publicController(pointsRules);
