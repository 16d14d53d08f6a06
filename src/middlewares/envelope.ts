import type { Core } from '@strapi/strapi';
import { STATUS_CODES } from 'node:http';
import type { Context, Next } from '../platform/http/context';
import { wrap } from '../platform/http/envelope';

/** Puts every Content API answer, good or bad, into the envelope of the HTTP contract. */
export default (_config: unknown, { strapi }: { strapi: Core.Strapi }) => {
  const prefix = `${strapi.config.get<string>('api.rest.prefix')}/`;
  return async (ctx: Context, next: Next): Promise<void> => {
    await next();
    if (!ctx.path.startsWith(prefix) || ctx.state.isRawResponse) return;
    if (ctx.path.startsWith(`${prefix}wechat/pay/`)) refuseCallback(ctx);
    else wrap(ctx);
  };
};

/** A callback that failed before its controller (broken JSON, too large) is answered the way WeChat Pay reads. */
function refuseCallback(ctx: Context): void {
  const { status } = ctx;
  ctx.body = { code: 'FAIL', message: STATUS_CODES[status] ?? 'refused' };
  ctx.status = status;
}
