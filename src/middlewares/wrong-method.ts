import type { Core } from '@strapi/strapi';
import type { Context, Next } from '../platform/http/context';

/** What the router leaves in the context: every route whose path fits, whatever its method. */
interface MatchedRoute {
  path: string;
  methods: string[];
}

/**
 * Tells a wrong method (405) from an unknown path (404). The router alone gets both wrong, because the route that serves
 * static files fits every path for GET.
 */
export default (_config: unknown, { strapi }: { strapi: Core.Strapi }) => {
  const prefix = `${strapi.config.get<string>('api.rest.prefix')}/`;
  return async (ctx: Context, next: Next): Promise<void> => {
    await next();
    if (!ctx.path.startsWith(prefix) || ctx.method === 'OPTIONS' || (ctx.status !== 404 && ctx.status !== 405)) return;
    const matched = (ctx as { matched?: MatchedRoute[] }).matched ?? [];
    const methods = new Set(matched.filter(({ path }) => path.startsWith(prefix)).flatMap((route) => route.methods));
    if (methods.has(ctx.method)) return;
    ctx.remove('Allow');
    if (methods.size > 0) ctx.set('Allow', [...methods].sort().join(', '));
    // An empty body makes the status 204, so the status comes last.
    ctx.body = null;
    ctx.status = methods.size > 0 ? 405 : 404;
  };
};
