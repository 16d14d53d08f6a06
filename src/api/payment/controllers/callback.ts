import type { Core } from '@strapi/strapi';
import { NotificationRejectedError } from '../../../gateways/wechat-pay/port';
import { getService } from '../../../platform/get-service';
import type { Context } from '../../../platform/http/context';
import { countNotification } from '../../../platform/observability/metrics';

const UNPARSED = Symbol.for('unparsedBody');

/** WeChat's callbacks keep WeChat's own answers: 204 once stored, else 4xx with `{ code: 'FAIL', message }`. */
export default ({ strapi }: { strapi: Core.Strapi }) => {
  const receive = async (ctx: Context, kind: 'payment' | 'refund' | 'transfer'): Promise<void> => {
    ctx.state.isRawResponse = true;
    try {
      await getService(strapi, 'api::payment.receive-notification')(kind, {
        headers: ctx.headers,
        rawBody: rawBodyOf(ctx),
      });
      ctx.status = 204;
    } catch (error) {
      if (!(error instanceof NotificationRejectedError)) throw error;
      countNotification(kind, `rejected_${error.reason}`);
      strapi.log.warn('a payment notification was rejected', { category: 'security', kind, reason: error.reason });
      ctx.status = error.httpStatus;
      ctx.body = { code: 'FAIL', message: error.message };
    }
  };
  return {
    payment: (ctx: Context) => receive(ctx, 'payment'),
    refund: (ctx: Context) => receive(ctx, 'refund'),
    transfer: (ctx: Context) => receive(ctx, 'transfer'),
  };
};

/** The text as it was received: a re-serialised body could not be verified. */
function rawBodyOf(ctx: Context): string {
  const body = ctx.request.body as string | { [UNPARSED]?: string } | undefined;
  if (typeof body === 'string') return body;
  return body?.[UNPARSED] ?? '';
}
