import { publicController } from '../../../platform/content/public-content-routes';
import { brands } from '../public/brands';

export default publicController(brands);
