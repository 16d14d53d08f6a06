import type { Core } from '@strapi/strapi';
import type { Context, Next } from '../platform/http/context';
import { answerFromCache, responseCacheOf } from '../platform/http/response-cache';

/**
 * Serves cached public answers before anything else runs. Only routes that opted in (`ctx.state.cacheTags`) are stored.
 * A call with a bearer is not served here: the bearer must be checked first, on public routes too.
 */
export default (_config: unknown, { strapi }: { strapi: Core.Strapi }) => {
  const cache = responseCacheOf(strapi);
  const prefix = `${strapi.config.get<string>('api.rest.prefix')}/`;
  return async (ctx: Context, next: Next): Promise<void> => {
    if (ctx.method !== 'GET' || !ctx.path.startsWith(prefix)) {
      await next();
      return;
    }
    const known = ctx.get('authorization') ? null : cache.find(ctx.url);
    if (known) {
      answerFromCache(ctx, known);
      return;
    }
    await next();
    const { cacheTags: tags, cacheGeneration: generation } = ctx.state;
    if (!tags || generation === undefined || ctx.status !== 200 || Buffer.isBuffer(ctx.body)) return;
    const answer = ctx.body as { data: unknown; meta?: unknown };
    const stored = cache.store(ctx.url, {
      body: Buffer.from(JSON.stringify(answer)),
      identity: JSON.stringify([answer.data, answer.meta]),
      type: 'application/json; charset=utf-8',
      tags,
      generation,
    });
    answerFromCache(ctx, stored);
  };
};
