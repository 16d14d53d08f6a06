import type { Core } from '@strapi/strapi';
import { setTimeout as sleep } from 'node:timers/promises';

/** What the connection pool of knex tells about itself. */
interface Pool {
  numUsed(): number;
  numPendingAcquires(): number;
}

const LOOK_EVERY_MS = 20;
/** Between two reads of the same work the pool is idle for a moment. */
const QUIET_LOOKS = 3;
const PATIENCE_MS = 5_000;

/**
 * Strapi tells its event hub of every written document after the commit, with reads of its own that nobody waits for. They must be
 * over before the pool closes: one that still waits for a connection would hold up the end for a minute and then fail.
 * @param pool asked until it has been idle for a while, at most five seconds
 */
export async function untilQuiet(pool: Pool): Promise<void> {
  let quiet = 0;
  for (let waited = 0; quiet < QUIET_LOOKS && waited < PATIENCE_MS; waited += LOOK_EVERY_MS) {
    await sleep(LOOK_EVERY_MS);
    quiet = pool.numUsed() + pool.numPendingAcquires() === 0 ? quiet + 1 : 0;
  }
}

/** Waits for the queries of this application that nobody waits for. */
export const drainQueries = (strapi: Core.Strapi): Promise<void> =>
  untilQuiet((strapi.db.connection.client as { pool: Pool }).pool);

/**
 * The same reads fail when the database has just gone, and Node ends a process whose rejections nobody handles: every request and
 * job of the instance would end with them, although the write itself was committed. They are reported instead.
 */
export function reportRejections(strapi: Core.Strapi): void {
  process.on('unhandledRejection', (error) => {
    strapi.log.error('work that nobody waited for has failed', { category: 'system', error });
  });
}
