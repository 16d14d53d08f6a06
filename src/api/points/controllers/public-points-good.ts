import type { Core } from '@strapi/strapi';
import { publicController } from '../../../platform/content/public-content-routes';
import type { Context } from '../../../platform/http/context';
import { pointsGoodPage, pointsGoods } from '../public/points-goods';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  find: (ctx: Context) => publicController(pointsGoods)({ strapi }).find(ctx),
  findOne: (ctx: Context) => publicController(pointsGoodPage)({ strapi }).findOne(ctx),
});
