import type { Core } from '@strapi/strapi';
import { getService } from '../../../platform/get-service';

const MAX_BANNERS = 10;
const MAX_NOTICES = 5;
const MAX_CATEGORIES = 20;
const MAX_PRODUCTS = 10;

const factory = ({ strapi }: { strapi: Core.Strapi }) => ({
  /** Everything the start page shows, in one answer with a bounded number of statements. */
  async readHome(at: Date) {
    const activities = getService(strapi, 'api::activity.list-activities');
    const products = getService(strapi, 'api::catalog.list-products');
    const [banners, notices, categories, recommended, hot, latest] = await Promise.all([
      activities.listRunning('banner', MAX_BANNERS, at),
      activities.listRunning('notice', MAX_NOTICES, at),
      getService(strapi, 'api::catalog.list-categories').listRoots(MAX_CATEGORIES, at),
      products.listFlagged('isRecommended', MAX_PRODUCTS, at),
      products.listFlagged('isHot', MAX_PRODUCTS, at),
      products.listFlagged('isNew', MAX_PRODUCTS, at),
    ]);
    return { banners, notices, categories, recommended, hot, new: latest, groupBuys: [], flashSales: [] };
  },
});

export default factory;

declare module '../../../platform/get-service' {
  interface Services {
    'api::operations.home': ReturnType<typeof factory>;
  }
}
