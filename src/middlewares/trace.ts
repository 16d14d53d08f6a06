import type { Core } from '@strapi/strapi';
import { randomBytes } from 'node:crypto';
import type { Context, Next } from '../platform/http/context';
import { observeRequest } from '../platform/observability/metrics';

const ACCEPTABLE = /^[\w-]{8,64}$/;

/** Gives every request a trace id, answers it in `X-Trace-Id`, writes one log line and one observation when it is done. */
export default (_config: unknown, { strapi }: { strapi: Core.Strapi }) =>
  async (ctx: Context, next: Next): Promise<void> => {
    const started = process.hrtime.bigint();
    ctx.state.traceId = traceIdOf(ctx);
    ctx.set('X-Trace-Id', ctx.state.traceId);
    try {
      await next();
    } finally {
      const milliseconds = Number(process.hrtime.bigint() - started) / 1e6;
      const route = (ctx as { _matchedRoute?: RegExp | string })._matchedRoute?.toString() ?? 'unmatched';
      observeRequest({ method: ctx.method, route, status: ctx.status, seconds: milliseconds / 1000 });
      strapi.log.http('request', {
        category: 'access',
        method: ctx.method,
        path: ctx.path,
        status: ctx.status,
        milliseconds: Math.round(milliseconds),
        userId: ctx.state.member?.id,
      });
    }
  };

function traceIdOf(ctx: Context): string {
  const given = ctx.get('x-trace-id');
  if (ACCEPTABLE.test(given)) return given;
  const parent = /^[0-9a-f]{2}-([0-9a-f]{32})-/.exec(ctx.get('traceparent'))?.[1];
  return parent ?? randomBytes(16).toString('hex');
}
