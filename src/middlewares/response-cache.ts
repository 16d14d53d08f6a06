import type { Core } from '@strapi/strapi';
import type { Context, Next } from '../platform/http/context';
import { responseCacheOf, type CachedAnswer } from '../platform/http/response-cache';

/**
 * Serves cached public answers before anything else runs. Only routes that opted in (`ctx.state.cacheTags`) are stored, and
 * only calls without a bearer are served: a bearer must be checked first, on public routes too.
 */
export default (_config: unknown, { strapi }: { strapi: Core.Strapi }) => {
  const cache = responseCacheOf(strapi);
  const prefix = `${strapi.config.get<string>('api.rest.prefix')}/`;
  return async (ctx: Context, next: Next): Promise<void> => {
    if (ctx.method !== 'GET' || !ctx.path.startsWith(prefix) || ctx.get('authorization')) {
      await next();
      return;
    }
    const key = `${ctx.acceptsLanguages('zh', 'en') || 'zh'} ${ctx.url}`;
    const known = cache.find(key);
    if (known) {
      answer(ctx, known);
      return;
    }
    await next();
    const { cacheTags: tags, cacheGeneration: generation } = ctx.state;
    if (!tags || generation === undefined || ctx.status !== 200) return;
    const body = Buffer.from(JSON.stringify(ctx.body));
    answer(ctx, cache.store(key, { body, type: 'application/json; charset=utf-8', tags, generation }));
  };
};

function answer(ctx: Context, cached: CachedAnswer): void {
  ctx.status = 200;
  ctx.set('ETag', cached.etag);
  ctx.set('Cache-Control', 'public, no-cache');
  if (ctx.get('if-none-match').split(/,\s*/).includes(cached.etag)) {
    ctx.status = 304;
    ctx.body = null;
    return;
  }
  ctx.type = cached.type;
  ctx.body = cached.body;
}
