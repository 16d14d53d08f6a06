import type { Core } from '@strapi/strapi';
import { getService } from '../../../platform/get-service';
import { type Context, inputOf, memberOf } from '../../../platform/http/context';
import { merchantOf } from '../../../platform/http/merchant-scope';
import type { MerchantDecisionBody } from '../after-sale-requests';
import type { AfterSaleDecision } from '../services/decide-after-sale';

interface CaseParams {
  afterSaleNo: string;
}

export default ({ strapi }: { strapi: Core.Strapi }) => {
  const read = () => getService(strapi, 'api::order.read-after-sales');
  const decide = async (ctx: Context, verdict: AfterSaleDecision['verdict']) => {
    const { params, body } = inputOf<CaseParams, unknown, MerchantDecisionBody>(ctx);
    const { id: merchantId } = merchantOf(ctx);
    const { afterSaleNo } = params;
    const operator = { type: 'user' as const, name: memberOf(ctx).documentId };
    const decision = { afterSaleNo, merchantId, verdict, note: body.reason ?? null, operator };
    await getService(strapi, 'api::order.decide-after-sale')(decision);
    return { data: await read().find({ merchantId }, afterSaleNo) };
  };
  return {
    async list(ctx: Context) {
      const { query } = inputOf<unknown, { status?: string; limit: number; cursor?: string }>(ctx);
      return read().list({ owner: { merchantId: merchantOf(ctx).id }, ...query });
    },

    async find(ctx: Context) {
      const { params } = inputOf<CaseParams>(ctx);
      return { data: await read().find({ merchantId: merchantOf(ctx).id }, params.afterSaleNo) };
    },

    approve: (ctx: Context) => decide(ctx, 'approve'),
    reject: (ctx: Context) => decide(ctx, 'reject'),
    receiveReturn: (ctx: Context) => decide(ctx, 'receive_return'),
  };
};
