import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { now } from '../container';
import { answerCacheable } from '../http/cacheable';
import { type Context, inputOf } from '../http/context';
import type { RouteSpec } from '../http/define-routes';
import type { PublicContent } from './public-content';
import { publicListQuery, publicOneQuery, readListQuery, readSelection } from './public-content-query';
import { readOne, readPage } from './public-content-read';

export const documentParams = z.object({ id: z.string().max(64) });

/** The route of a public list; `handler` is `controller.action`. */
export const publicListRoute = (path: string, handler: string, summary: string): RouteSpec => ({
  method: 'GET',
  path,
  handler,
  summary,
  audience: 'public',
  query: publicListQuery,
  paging: 'page',
});

/** The route of one public document. */
export const publicOneRoute = (path: string, handler: string, summary: string): RouteSpec => ({
  method: 'GET',
  path: `${path}/:id`,
  handler,
  summary,
  audience: 'public',
  params: documentParams,
  query: publicOneQuery,
});

/** Tags of every answer that shows this content type. */
export const tagsOf = (content: PublicContent): string[] => [content.uid, ...(content.cacheTags ?? [])];

/** A controller with `find` and `findOne` that reads one content type for everybody. */
export const publicController =
  (content: PublicContent) =>
  ({ strapi }: { strapi: Core.Strapi }) => ({
    find(ctx: Context) {
      const { query } = inputOf<unknown, z.infer<typeof publicListQuery>>(ctx);
      const read = readListQuery(content, query, now(strapi));
      return answerCacheable(strapi, ctx, { tags: tagsOf(content), compute: () => readPage(strapi, content, read) });
    },
    findOne(ctx: Context) {
      const { params, query } = inputOf<z.infer<typeof documentParams>, z.infer<typeof publicOneQuery>>(ctx);
      const at = now(strapi);
      const read = { ...readSelection(content, query, at), documentId: params.id, at };
      return answerCacheable(strapi, ctx, {
        tags: tagsOf(content),
        compute: async () => ({
          data: (await readOne(strapi, content, read)).shown,
        }),
      });
    },
  });
