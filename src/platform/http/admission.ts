import type { Core } from '@strapi/strapi';
import { environmentOf } from '../container';
import { Refusal } from '../errors/refusal';
import { Gate } from '../gate';
import type { Context, Next } from './context';

/** Some wait for Redis or compute while others are at the database, so more may be at work than there are connections. */
const PER_CONNECTION = 4;
/** Shorter than the ten seconds after which waiting for a connection fails. */
const PATIENCE_MS = 8_000;
const RETRY_AFTER_SECONDS = 2;

const gates = new WeakMap<Core.Strapi, Gate>();

function gateOf(strapi: Core.Strapi): Gate {
  const known = gates.get(strapi);
  if (known) return known;
  const created = new Gate(environmentOf(strapi).DATABASE_POOL_MAX * PER_CONNECTION, PATIENCE_MS);
  gates.set(strapi, created);
  return created;
}

/**
 * Middleware: requests beyond what the database connections can serve wait before they have cost anything. Without it a
 * thousand requests at once all begin, queue again for every statement, and fail with their work half done.
 * @throws Refusal ServiceUnavailableError when the line is too long
 */
export function admit(strapi: Core.Strapi) {
  const gate = gateOf(strapi);
  return async (ctx: Context, next: Next): Promise<void> => {
    if (!(await gate.enter())) {
      ctx.set('Retry-After', String(RETRY_AFTER_SECONDS));
      throw new Refusal('ServiceUnavailableError', { retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
    try {
      await next();
    } finally {
      gate.leave();
    }
  };
}
