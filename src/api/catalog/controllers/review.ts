import type { Core } from '@strapi/strapi';
import type { z } from 'zod';
import { now } from '../../../platform/container';
import { getService } from '../../../platform/get-service';
import { answerCacheable } from '../../../platform/http/cacheable';
import { type Context, inputOf, memberOf } from '../../../platform/http/context';
import { tagsOf } from '../../../platform/content/public-content-routes';
import { reviewsTag } from '../public/cache-tags';
import { products } from '../public/products';
import type { productReviewsParams, reviewedOrderParams, reviewsBody, ReviewsQuery } from '../review-requests';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async write(ctx: Context) {
    const { params, body } = inputOf<z.infer<typeof reviewedOrderParams>, unknown, z.infer<typeof reviewsBody>>(ctx);
    const author = memberOf(ctx);
    await getService(strapi, 'api::catalog.review-order')({ author, orderNo: params.orderNo, items: body.items });
    return { data: await getService(strapi, 'api::order.read-orders').find(author.id, params.orderNo) };
  },

  list(ctx: Context) {
    const { params, query } = inputOf<z.infer<typeof productReviewsParams>, ReviewsQuery>(ctx);
    return answerCacheable(strapi, ctx, {
      tags: [...tagsOf(products), reviewsTag(params.id)],
      compute: () => getService(strapi, 'api::catalog.read-reviews')(params.id, query, now(strapi)),
    });
  },
});
