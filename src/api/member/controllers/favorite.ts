import type { Core } from '@strapi/strapi';
import type { z } from 'zod';
import { getService } from '../../../platform/get-service';
import { type Context, inputOf, memberOf } from '../../../platform/http/context';
import type { cursorQuery } from '../../../platform/http/cursor';
import type { favoriteParams } from '../requests';

const markOf = (ctx: Context) => ({
  userId: memberOf(ctx).id,
  productDocumentId: inputOf<z.infer<typeof favoriteParams>>(ctx).params.productId,
});

const answerOf = (ctx: Context, isFavorite: boolean) => ({
  data: { productId: markOf(ctx).productDocumentId, isFavorite },
});

export default ({ strapi }: { strapi: Core.Strapi }) => {
  const favorites = () => getService(strapi, 'api::member.favorites');
  return {
    async list(ctx: Context) {
      const { query } = inputOf<unknown, z.infer<typeof cursorQuery>>(ctx);
      return favorites().list(memberOf(ctx).id, query);
    },

    async show(ctx: Context) {
      return answerOf(ctx, await favorites().has(markOf(ctx)));
    },

    async add(ctx: Context) {
      await favorites().add(markOf(ctx));
      return answerOf(ctx, true);
    },

    async remove(ctx: Context) {
      await favorites().remove(markOf(ctx));
      return answerOf(ctx, false);
    },
  };
};
