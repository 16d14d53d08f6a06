import type { Core } from '@strapi/strapi';
import type { z } from 'zod';
import { now } from '../../../platform/container';
import { readSelection, type publicOneQuery } from '../../../platform/content/public-content-query';
import { type documentParams, publicController, tagsOf } from '../../../platform/content/public-content-routes';
import { getService } from '../../../platform/get-service';
import { answerCacheable } from '../../../platform/http/cacheable';
import { type Context, inputOf } from '../../../platform/http/context';
import { productPage } from '../public/product-page';
import { products } from '../public/products';
import { type searchQuery, wordsOf } from '../requests';
import { productTag, reviewsTag } from '../public/cache-tags';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  find: (ctx: Context) => publicController(products)({ strapi }).find(ctx),
  async findOne(ctx: Context) {
    const { params, query } = inputOf<z.infer<typeof documentParams>, z.infer<typeof publicOneQuery>>(ctx);
    const at = now(strapi);
    const read = { ...readSelection(productPage, query, at), documentId: params.id, at };
    const tags = [...tagsOf(products), productTag(params.id), reviewsTag(params.id)];
    const answer = await answerCacheable(strapi, ctx, {
      tags,
      compute: async () => ({
        data: await getService(strapi, 'api::catalog.read-product').readProduct(read),
      }),
    });
    // Answers from the cache for strangers never come here; there is nobody to remember them for.
    if (ctx.state.member) getService(strapi, 'api::member.browsing').note(ctx.state.member.id, params.id);
    return answer;
  },
  search(ctx: Context) {
    const { q, ...query } = inputOf<unknown, z.infer<typeof searchQuery>>(ctx).query;
    const search = { ...query, words: wordsOf(q), at: now(strapi) };
    return answerCacheable(strapi, ctx, {
      tags: tagsOf(products),
      compute: () => getService(strapi, 'api::catalog.list-products').search(search),
    });
  },
});
