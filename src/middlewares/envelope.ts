import type { Core } from '@strapi/strapi';
import type { Context, Next } from '../platform/http/context';
import { wrap } from '../platform/http/envelope';

/** Puts every Content API answer, good or bad, into the envelope of the HTTP contract. */
export default (_config: unknown, { strapi }: { strapi: Core.Strapi }) => {
  const prefix = `${strapi.config.get<string>('api.rest.prefix')}/`;
  return async (ctx: Context, next: Next): Promise<void> => {
    await next();
    if (ctx.path.startsWith(prefix) && !ctx.state.isRawResponse) wrap(ctx);
  };
};
