import type { Core } from '@strapi/strapi';
import type { z } from 'zod';
import { getService } from '../../../platform/get-service';
import { type Context, inputOf, memberOf } from '../../../platform/http/context';
import type { cursorQuery } from '../../../platform/http/cursor';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async list(ctx: Context) {
    const { query } = inputOf<unknown, z.infer<typeof cursorQuery>>(ctx);
    return getService(strapi, 'api::member.browsing').list(memberOf(ctx).id, query);
  },

  async clear(ctx: Context) {
    return { data: { removed: await getService(strapi, 'api::member.browsing').clear(memberOf(ctx).id) } };
  },
});
