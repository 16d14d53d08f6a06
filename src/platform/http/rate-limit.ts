import type { Core } from '@strapi/strapi';
import { environmentOf, resolve } from '../container';
import { Refusal } from '../errors/refusal';
import type { Context, Next } from './context';

export type RateClass = 'read' | 'write' | 'payment' | 'login';

/** Middleware: at most N calls of this class a minute, per signed-in user, else per address. */
export function limitRate(strapi: Core.Strapi, rate: RateClass) {
  const environment = environmentOf(strapi);
  const limits: Record<RateClass, number> = {
    read: environment.RATE_LIMIT_READS_PER_MINUTE,
    write: environment.RATE_LIMIT_WRITES_PER_MINUTE,
    payment: environment.RATE_LIMIT_PAYMENTS_PER_MINUTE,
    login: environment.RATE_LIMIT_LOGINS_PER_MINUTE,
  };
  const limiter = resolve(strapi, 'mallard.state').limiter;
  return async (ctx: Context, next: Next): Promise<void> => {
    const caller = ctx.state.member ? `u${ctx.state.member.id}` : `ip${ctx.ip}`;
    // Many shoppers share one address behind a carrier's gateway, so an address may do more than a person.
    const limit = ctx.state.member ? limits[rate] : limits[rate] * 10;
    const decision = await limiter.take(`${rate}:${caller}`, { limit, windowSeconds: 60 });
    if (!decision.isAllowed) {
      ctx.set('Retry-After', String(decision.retryAfterSeconds));
      throw new Refusal('RateLimitError', { retryAfterSeconds: decision.retryAfterSeconds });
    }
    await next();
  };
}
