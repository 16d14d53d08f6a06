import { AsyncResource } from 'node:async_hooks';
import type { Core } from '@strapi/strapi';
import { environmentOf, now, provide, resolve } from '../container';
import { applyConstraints } from '../database/constraints';
import { enforceRecordLock } from '../content/record-lock';
import { closeStockRoutes } from '../content/stock-routes';
import { onOutboxAppend } from '../events/outbox';
import { forgetDelivered, relayOutbox } from '../events/relay';
import { forgetOldKeys, idempotencyTable } from '../http/idempotency';
import { forgetOldNonces, nonceTable } from '../http/nonces';
import { connectResponseCache } from '../http/response-cache';
import { serveCachedFirst } from '../http/serve-cached';
import { registerJob, runJob, startJobs, stopJobs } from '../jobs/scheduler';
import { declareLookupKey, loadLookupKey, lookupKeyTable } from '../security/lookup-key';
import { createMemoryState } from '../state/memory';
import { createRedisState } from '../state/redis';
import { prepareAdminPanel } from './admin-accounts';
import { holdBootLock } from './boot-lock';
import { drainRequests } from './drain';
import { runSeeder } from './seeding';
import { drainQueries, reportRejections } from './unawaited-work';

/** Strapi leaves its hooks untyped. */
interface AfterSyncHook {
  register(handler: () => Promise<void>): unknown;
}

const releases = new WeakMap<Core.Strapi, () => Promise<void>>();

/** Before the tables are synced: container, locks, hooks that the sync and the permission registration will meet. */
export async function registerPlatform(strapi: Core.Strapi): Promise<void> {
  const { REDIS_URL, TRUST_PROXY_HOPS } = environmentOf(strapi);
  // Whatever stands before the addresses that our own proxies wrote, the client wrote himself.
  strapi.server.app.maxIpsCount = TRUST_PROXY_HOPS;
  provide(strapi, 'mallard.clock', () => ({ now: () => new Date() }));
  const warn = (message: string, error: unknown) =>
    strapi.log.warn(message, { category: 'system', error: String(error) });
  provide(strapi, 'mallard.state', () => (REDIS_URL ? createRedisState(REDIS_URL, { warn }) : createMemoryState()));
  releases.set(strapi, await holdBootLock(strapi));
  strapi.customFields.register({ name: 'money', type: 'integer' });
  // Sums outgrow 32 bits.
  strapi.customFields.register({ name: 'money-total', type: 'biginteger' });
  enforceRecordLock(strapi);
  closeStockRoutes(strapi);
  declareLookupKey(strapi);
  registerPlatformJobs(strapi);
  const afterSync = strapi.hook('strapi::content-types.afterSync') as AfterSyncHook;
  afterSync.register(async () => {
    await strapi.db.connection.raw(idempotencyTable);
    await strapi.db.connection.raw(nonceTable);
    await strapi.db.connection.raw(lookupKeyTable);
    await loadLookupKey(strapi);
    await applyConstraints(strapi);
  });
}

function registerPlatformJobs(strapi: Core.Strapi): void {
  registerJob(strapi, { name: 'outbox-relay', schedule: '*/2 * * * * *', run: relayOutbox });
  registerJob(strapi, {
    name: 'forget-idempotency-keys',
    schedule: '0 20 4 * * *',
    run: (app) => forgetOldKeys(app, now(app)),
  });
  registerJob(strapi, {
    name: 'forget-request-nonces',
    schedule: '0 25 4 * * *',
    run: (app) => forgetOldNonces(app, now(app)),
  });
  registerJob(strapi, { name: 'forget-delivered-events', schedule: '0 30 4 * * *', run: forgetDelivered });
  // Events are appended inside transactions, and whatever starts there inherits them: the relay must start outside.
  const outside = new AsyncResource('outbox-wake');
  onOutboxAppend(strapi, () => {
    if (environmentOf(strapi).JOBS_ENABLED) outside.runInAsyncScope(() => relaySoon(strapi));
  });
}

/** The event becomes visible with the commit, a moment after it was appended. */
function relaySoon(strapi: Core.Strapi): void {
  setTimeout(() => void runJob(strapi, 'outbox-relay').catch(() => undefined), 50).unref();
}

/** After everything is loaded: caches listen, timers start, the next replica may boot. */
export async function startPlatform(strapi: Core.Strapi): Promise<void> {
  reportRejections(strapi);
  await prepareAdminPanel(strapi);
  await runSeeder(strapi);
  await connectResponseCache(strapi);
  serveCachedFirst(strapi);
  await releases.get(strapi)?.();
  startJobs(strapi);
}

/** In the order in which things may stop: no new requests, no new jobs, what they left behind, then the shared state. */
export async function closePlatform(strapi: Core.Strapi): Promise<void> {
  await drainRequests(strapi);
  await stopJobs(strapi);
  await drainQueries(strapi);
  await resolve(strapi, 'mallard.state').close();
}
