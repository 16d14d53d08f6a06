import type { Core } from '@strapi/strapi';
import { environmentOf } from '../container';
import { Refusal } from '../errors/refusal';
import type { Context, Next } from './context';

/** Some wait for Redis or compute while others are at the database, so more may be at work than there are connections. */
const PER_CONNECTION = 4;
/** Shorter than the ten seconds after which waiting for a connection fails. */
const PATIENCE_MS = 8_000;
const RETRY_AFTER_SECONDS = 2;

/** Lets so many in at once; the others wait in line, and leave it when it takes too long. */
export class Gate {
  private inside = 0;
  private readonly line = new Set<() => void>();

  constructor(
    private readonly limit: number,
    private readonly patienceMs: number,
  ) {}

  /** @returns false when it was not this caller's turn in time; only who was let in may call `leave` */
  async enter(): Promise<boolean> {
    if (this.inside < this.limit) {
      this.inside += 1;
      return true;
    }
    return new Promise((resolve) => {
      const admit = () => {
        clearTimeout(timer);
        resolve(true);
      };
      const timer = setTimeout(() => {
        this.line.delete(admit);
        resolve(false);
      }, this.patienceMs);
      this.line.add(admit);
    });
  }

  /** Hands the place to the first in line. */
  leave(): void {
    const [first] = this.line;
    if (!first) {
      this.inside -= 1;
      return;
    }
    this.line.delete(first);
    first();
  }
}

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
