import type { Core } from '@strapi/strapi';
import { getService } from '../../../platform/get-service';
import type { Context } from '../../../platform/http/context';
import { merchantOf } from '../../../platform/http/merchant-scope';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async find(ctx: Context) {
    const { id, role } = merchantOf(ctx);
    return { data: await getService(strapi, 'api::merchant.read-profile')({ merchantId: id, role }) };
  },
});
