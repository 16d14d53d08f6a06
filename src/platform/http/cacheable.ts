import type { Core } from '@strapi/strapi';
import type { Context, Next } from './context';
import { responseCacheOf } from './response-cache';

/** Route middleware: the answer may be cached until something with one of these tags is written. */
export function cacheable(strapi: Core.Strapi, tagsOf: (ctx: Context) => string[]) {
  return async (ctx: Context, next: Next): Promise<void> => {
    const tags = tagsOf(ctx);
    ctx.state.cacheTags = tags;
    ctx.state.cacheGeneration = responseCacheOf(strapi).generation(tags);
    await next();
  };
}
