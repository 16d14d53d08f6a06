import type { Core } from '@strapi/strapi';
import { now } from '../../../platform/container';
import { getService } from '../../../platform/get-service';
import { type Context, inputOf, memberOf } from '../../../platform/http/context';
import type { MessagesQuery } from '../requests';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async list(ctx: Context) {
    const { query } = inputOf<unknown, MessagesQuery>(ctx);
    return getService(strapi, 'api::message.read-inbox').list(memberOf(ctx).id, query);
  },

  async countUnread(ctx: Context) {
    const count = await getService(strapi, 'api::message.read-inbox').countUnread(memberOf(ctx).id);
    return { data: { count } };
  },

  async markRead(ctx: Context) {
    const { params } = inputOf<{ id: string }>(ctx);
    const inbox = getService(strapi, 'api::message.read-inbox');
    return { data: await inbox.markOneRead(memberOf(ctx).id, params.id, now(strapi)) };
  },

  async markAllRead(ctx: Context) {
    const count = await getService(strapi, 'api::message.read-inbox').markAllRead(memberOf(ctx).id, now(strapi));
    return { data: { count } };
  },
});
