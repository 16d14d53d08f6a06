import type { Core } from '@strapi/strapi';
import type { Context, Next } from '../platform/http/context';
import { wrap } from '../platform/http/envelope';

/** Puts every Content API answer, good or bad, into the envelope of the HTTP contract; WeChat's callbacks keep WeChat's own. */
export default (_config: unknown, { strapi }: { strapi: Core.Strapi }) => {
  const prefix = `${strapi.config.get<string>('api.rest.prefix')}/`;
  const callbacks = [`${prefix}wechat/pay/`, `${prefix}wechat/push`];
  return async (ctx: Context, next: Next): Promise<void> => {
    await next();
    // A body that is not JSON, or a database that is away, ends the call before the controller can answer in WeChat's words.
    const isCallback = callbacks.some((path) => ctx.path.startsWith(path));
    if (isCallback && ctx.status >= 400 && !ctx.state.isRawResponse) refuseCallback(ctx);
    else if (ctx.path.startsWith(prefix) && !ctx.state.isRawResponse) wrap(ctx);
  };
};

/** WeChat reads only the status; the words are for whoever looks into its log. */
function refuseCallback(ctx: Context): void {
  const { status } = ctx;
  ctx.body = {
    code: 'FAIL',
    message: status >= 500 ? 'The notification could not be stored.' : 'The notification was refused.',
  };
  ctx.status = status;
}
