import type { Core } from '@strapi/strapi';
import { environmentOf } from '../../../platform/container';
import { getService } from '../../../platform/get-service';
import type { Context } from '../../../platform/http/context';
import { metricsRefusal } from '../../../platform/observability/metrics-access';

/** What machines that watch the service ask: plain answers, no envelope. */
export default ({ strapi }: { strapi: Core.Strapi }) => ({
  health(ctx: Context): void {
    ctx.set('Cache-Control', 'no-store');
    ctx.body = { status: 'alive' };
  },

  async readiness(ctx: Context): Promise<void> {
    const { isReady, reasons } = await getService(strapi, 'api::operations.check-readiness')();
    ctx.set('Cache-Control', 'no-store');
    ctx.status = isReady ? 200 : 503;
    ctx.body = isReady ? { status: 'ready' } : { status: 'not_ready', reasons };
  },

  async metrics(ctx: Context): Promise<void> {
    const refusal = metricsRefusal(ctx, environmentOf(strapi).METRICS_TOKEN);
    if (refusal) {
      ctx.status = refusal;
      ctx.body = refusal === 401 ? 'wrong token\n' : 'set METRICS_TOKEN to read the metrics from another machine\n';
      return;
    }
    const { text, contentType } = await getService(strapi, 'api::operations.read-metrics')();
    ctx.set('Content-Type', contentType);
    ctx.body = text;
  },
});
