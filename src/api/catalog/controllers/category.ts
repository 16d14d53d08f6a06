import { publicController } from '../../../platform/content/public-content-routes';
import { categories } from '../public/categories';

export default publicController(categories);
