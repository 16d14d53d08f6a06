import type { Core } from '@strapi/strapi';
import type { Context, Next } from '../platform/http/context';
import { answerFromCache, responseCacheOf } from '../platform/http/response-cache';

/**
 * Keeps public answers for the next caller, who is then served before Koa (`serve-cached.ts`). Only routes that opted in
 * (`ctx.state.cacheTags`) are stored.
 */
export default (_config: unknown, { strapi }: { strapi: Core.Strapi }) => {
  const cache = responseCacheOf(strapi);
  const prefix = `${strapi.config.get<string>('api.rest.prefix')}/`;
  return async (ctx: Context, next: Next): Promise<void> => {
    if (ctx.method !== 'GET' || !ctx.path.startsWith(prefix)) {
      await next();
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
