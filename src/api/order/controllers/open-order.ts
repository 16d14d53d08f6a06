import type { Core } from '@strapi/strapi';
import { getService } from '../../../platform/get-service';
import { type Context, inputOf } from '../../../platform/http/context';
import { callerOf } from '../../../platform/http/open-platform';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async find(ctx: Context) {
    const { params } = inputOf<{ orderNo: string }>(ctx);
    return { data: await getService(strapi, 'api::order.read-open-order')(callerOf(ctx).merchantId, params.orderNo) };
  },
});
