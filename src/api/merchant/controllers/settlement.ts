import type { Core } from '@strapi/strapi';
import { getService } from '../../../platform/get-service';
import { type Context, inputOf } from '../../../platform/http/context';
import { merchantOf } from '../../../platform/http/merchant-scope';
import type { SettlementsQuery } from '../requests';

export default ({ strapi }: { strapi: Core.Strapi }) => ({
  async list(ctx: Context) {
    const { query } = inputOf<unknown, SettlementsQuery>(ctx);
    return getService(strapi, 'api::merchant.read-settlements')(merchantOf(ctx).id, query);
  },

  async statement(ctx: Context) {
    const { params } = inputOf<{ id: string }>(ctx);
    const statement = await getService(strapi, 'api::merchant.write-statement')(params.id, merchantOf(ctx).id);
    ctx.state.isRawResponse = true;
    ctx.set('Cache-Control', 'private, no-store');
    ctx.attachment(statement.fileName);
    ctx.type = 'text/csv; charset=utf-8';
    ctx.body = statement.csv;
  },
});
