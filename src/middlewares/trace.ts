import type { Core } from '@strapi/strapi';
import type { Context, Next } from '../platform/http/context';
import { traceIdOf } from '../platform/http/trace-id';
import { recordAccess } from '../platform/observability/record-access';

/** Gives every request a trace id, answers it in `X-Trace-Id`, writes one log line and one observation when it is done. */
export default (_config: unknown, { strapi }: { strapi: Core.Strapi }) =>
  async (ctx: Context, next: Next): Promise<void> => {
    const started = performance.now();
    ctx.state.traceId = traceIdOf((name) => ctx.get(name));
    ctx.set('X-Trace-Id', ctx.state.traceId);
    try {
      await next();
    } finally {
      recordAccess(strapi, {
        method: ctx.method,
        path: ctx.path,
        route: (ctx as { _matchedRoute?: RegExp | string })._matchedRoute?.toString() ?? 'unmatched',
        status: ctx.status,
        milliseconds: performance.now() - started,
        userId: ctx.state.member?.id,
      });
    }
  };
