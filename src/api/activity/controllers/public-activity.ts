import { publicController } from '../../../platform/content/public-content-routes';
import { activities } from '../public/activities';

export default publicController(activities);
