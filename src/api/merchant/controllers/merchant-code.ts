import type { Core } from '@strapi/strapi';
import { getService } from '../../../platform/get-service';
import { type Context, inputOf, memberOf } from '../../../platform/http/context';
import { merchantOf } from '../../../platform/http/merchant-scope';
import type { CodeChange, NewCodeBody } from '../requests';

interface CodeParams {
  id: string;
}

export default ({ strapi }: { strapi: Core.Strapi }) => {
  const read = () => getService(strapi, 'api::merchant.read-payment-codes');
  return {
    async list(ctx: Context) {
      const { query } = inputOf<unknown, { limit: number; cursor?: string }>(ctx);
      return read().list(merchantOf(ctx).id, query);
    },

    async create(ctx: Context) {
      const { body, idempotencyKey } = inputOf<unknown, unknown, NewCodeBody>(ctx);
      const merchant = merchantOf(ctx);
      const request = { merchant, author: memberOf(ctx), body, idempotencyKey };
      const documentId = await getService(strapi, 'api::merchant.create-payment-code')(request);
      return { data: await read().find(merchant.id, documentId) };
    },

    async update(ctx: Context) {
      const { params, body: change } = inputOf<CodeParams, unknown, CodeChange>(ctx);
      const { id: merchantId } = merchantOf(ctx);
      const request = { merchantId, documentId: params.id, change, operator: memberOf(ctx) };
      await getService(strapi, 'api::merchant.change-payment-code')(request);
      return { data: await read().find(merchantId, params.id) };
    },

    async image(ctx: Context) {
      const { params, query } = inputOf<CodeParams, { width: number }>(ctx);
      const request = { merchantId: merchantOf(ctx).id, documentId: params.id, width: query.width };
      const image = await getService(strapi, 'api::merchant.draw-payment-code')(request);
      ctx.state.isRawResponse = true;
      ctx.set('Cache-Control', 'private, max-age=3600');
      ctx.type = 'image/png';
      ctx.body = image;
    },
  };
};
