import { publicController } from '../../../platform/content/public-content-routes';
import { merchants } from '../public/merchants';

export default publicController(merchants);
