import type { Core } from '@strapi/strapi';
import { getService } from '../../../platform/get-service';
import { type Context, inputOf, memberOf } from '../../../platform/http/context';
import type { ApplicationBody } from '../requests';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async list(ctx: Context) {
    return { data: await getService(strapi, 'api::merchant.read-applications').list(memberOf(ctx).id) };
  },

  async create(ctx: Context) {
    const { body, idempotencyKey } = inputOf<unknown, unknown, ApplicationBody>(ctx);
    const { id: userId } = memberOf(ctx);
    const documentId = await getService(strapi, 'api::merchant.apply-for-merchant')({ userId, body, idempotencyKey });
    return { data: await getService(strapi, 'api::merchant.read-applications').find(userId, documentId) };
  },
});
