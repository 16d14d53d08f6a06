import type { Core } from '@strapi/strapi';
import type { Context } from './context';
import { answerFromCache, responseCacheOf } from './response-cache';

/**
 * Answers a public read whose answer is the same for everybody, and lets it be cached until something with one of these tags is
 * written. Equal reads that arrive together are computed once.
 * @param read.compute makes `{ data, meta? }` of the answer
 * @returns what the controller returns
 */
export async function answerCacheable<Answer extends { data: unknown }>(
  strapi: Core.Strapi,
  ctx: Context,
  { tags, compute }: { tags: string[]; compute: () => Promise<Answer> },
): Promise<Answer | undefined> {
  const cache = responseCacheOf(strapi);
  const known = cache.find(ctx.url);
  if (known) {
    // Only calls with a bearer come this far: it had to be checked first.
    ctx.state.isRawResponse = true;
    answerFromCache(ctx, known);
    return undefined;
  }
  const generation = cache.generation(tags);
  ctx.state.cacheTags = tags;
  ctx.state.cacheGeneration = generation;
  return cache.once(`${generation} ${ctx.url}`, compute);
}
