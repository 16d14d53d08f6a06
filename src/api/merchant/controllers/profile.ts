import type { Core } from '@strapi/strapi';
import { getService } from '../../../platform/get-service';
import { type Context, inputOf, memberOf } from '../../../platform/http/context';
import { merchantOf } from '../../../platform/http/merchant-scope';
import type { ProfileChange } from '../requests';

export default ({ strapi }: { strapi: Core.Strapi }) => {
  const read = async (ctx: Context) => {
    const { id, role } = merchantOf(ctx);
    return { data: await getService(strapi, 'api::merchant.read-profile')({ merchantId: id, role }) };
  };
  return {
    find: read,

    async update(ctx: Context) {
      const { body: change } = inputOf<unknown, unknown, ProfileChange>(ctx);
      const request = { merchant: merchantOf(ctx), operator: memberOf(ctx), change };
      await getService(strapi, 'api::merchant.change-profile')(request);
      return read(ctx);
    },
  };
};
