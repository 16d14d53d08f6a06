import { publicController } from '../../../platform/content/public-content-routes';
import { pickupPoints } from '../public/pickup-points';

export default publicController(pickupPoints);
