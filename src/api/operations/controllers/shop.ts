import type { Core } from '@strapi/strapi';
import { now } from '../../../platform/container';
import { getService } from '../../../platform/get-service';
import { answerCacheable } from '../../../platform/http/cacheable';
import type { Context } from '../../../platform/http/context';

/** A change of any of these may change the start page; in-stock marks announce themselves by their own tag. */
const HOME_TAGS = [
  'catalog:in-stock',
  'api::activity.activity',
  'api::catalog.product',
  'api::catalog.sku',
  'api::catalog.category',
  'api::merchant.merchant',
  'api::member.member-level',
];

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  home(ctx: Context) {
    const at = now(strapi);
    return answerCacheable(strapi, ctx, {
      tags: HOME_TAGS,
      compute: async () => ({
        data: await getService(strapi, 'api::operations.home').readHome(at),
      }),
    });
  },
  settings(ctx: Context) {
    return answerCacheable(strapi, ctx, {
      tags: ['api::operations.setting'],
      compute: async () => ({
        data: await getService(strapi, 'api::operations.public-settings').readPublicSettings(),
      }),
    });
  },
});
