import type { Core } from '@strapi/strapi';
import { now } from '../../../platform/container';
import { getService } from '../../../platform/get-service';
import { type Context, inputOf } from '../../../platform/http/context';
import { callerOf } from '../../../platform/http/open-platform';
import type { DeductBody, GrantBody } from '../open-requests';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async award(ctx: Context) {
    const { body } = inputOf<unknown, unknown, GrantBody>(ctx);
    return { data: await getService(strapi, 'api::points.grant-points')({ caller: callerOf(ctx), ...body }) };
  },

  async deduct(ctx: Context) {
    const { body } = inputOf<unknown, unknown, DeductBody>(ctx);
    return { data: await getService(strapi, 'api::points.deduct-points')({ caller: callerOf(ctx), ...body }) };
  },

  async account(ctx: Context) {
    const { params } = inputOf<{ id: string }>(ctx);
    return { data: await getService(strapi, 'api::points.read-account-of')(params.id, now(strapi)) };
  },
});
