import type { Core } from '@strapi/strapi';
import type { z } from 'zod';
import { now } from '../../../platform/container';
import { getService } from '../../../platform/get-service';
import { type Context, inputOf, memberOf } from '../../../platform/http/context';
import type { phoneBody, ProfileChange } from '../requests';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async show(ctx: Context) {
    return { data: await getService(strapi, 'api::member.read-profile')(memberOf(ctx).id) };
  },

  async change(ctx: Context) {
    const { body } = inputOf<unknown, unknown, ProfileChange>(ctx);
    const { id } = memberOf(ctx);
    await getService(strapi, 'api::member.change-profile')(id, body, now(strapi));
    return { data: await getService(strapi, 'api::member.read-profile')(id) };
  },

  async bindPhone(ctx: Context) {
    const { body } = inputOf<unknown, unknown, z.infer<typeof phoneBody>>(ctx);
    return { data: await getService(strapi, 'api::member.bind-phone')(memberOf(ctx).id, body.code) };
  },

  async membership(ctx: Context) {
    return { data: await getService(strapi, 'api::member.read-membership')(memberOf(ctx).id) };
  },
});
