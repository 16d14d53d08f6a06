import type { Core } from '@strapi/strapi';
import { environmentOf, resolve } from '../container';
import type { Environment } from '../environment';
import { isRefusal, Refusal } from '../errors/refusal';
import { networkOf } from './client-network';
import type { Context, Next } from './context';

export type RateClass = 'read' | 'write' | 'payment' | 'login';

const WINDOW_SECONDS = 60;

const limitOf: Record<RateClass, (environment: Environment) => number> = {
  read: (environment) => environment.RATE_LIMIT_READS_PER_MINUTE,
  write: (environment) => environment.RATE_LIMIT_WRITES_PER_MINUTE,
  payment: (environment) => environment.RATE_LIMIT_PAYMENTS_PER_MINUTE,
  login: (environment) => environment.RATE_LIMIT_LOGINS_PER_MINUTE,
};

/**
 * Middleware: at most N calls of this class in any minute, for a signed-in user and for his address, else for the address alone.
 * Thousands of shoppers share one address behind a carrier's gateway, so an address may do RATE_LIMIT_IP_FACTOR times as much
 * as a person: it keeps out a flood, not a crowd.
 */
export function limitRate(strapi: Core.Strapi, rate: RateClass) {
  const take = createTake(strapi, rate);
  return async (ctx: Context, next: Next): Promise<void> => {
    await take(ctx);
    await next();
  };
}

/** Middleware before sign-in: whoever shows a token that is no good counts for his address like any other stranger. */
export function limitStrangers(strapi: Core.Strapi, rate: RateClass) {
  const take = createTake(strapi, rate);
  return async (ctx: Context, next: Next): Promise<void> => {
    try {
      await next();
    } catch (error) {
      if (isRefusal(error) && error.name === 'UnauthorizedError' && !ctx.state.isCounted) await take(ctx);
      throw error;
    }
  };
}

function createTake(strapi: Core.Strapi, rate: RateClass): (ctx: Context) => Promise<void> {
  const environment = environmentOf(strapi);
  const limit = limitOf[rate](environment);
  const { limiter } = resolve(strapi, 'mallard.state');
  return async (ctx) => {
    const { member } = ctx.state;
    ctx.state.isCounted = true;
    const decision = await limiter.takeAll([
      ...(member ? [{ key: `${rate}:u${member.id}`, limit, windowSeconds: WINDOW_SECONDS }] : []),
      {
        key: `${rate}:ip${networkOf(ctx.ip)}`,
        limit: limit * environment.RATE_LIMIT_IP_FACTOR,
        windowSeconds: WINDOW_SECONDS,
      },
    ]);
    if (decision.isAllowed) return;
    ctx.set('Retry-After', String(decision.retryAfterSeconds));
    throw new Refusal('RateLimitError', { retryAfterSeconds: decision.retryAfterSeconds });
  };
}
