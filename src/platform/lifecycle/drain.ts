import type { Core } from '@strapi/strapi';
import { setTimeout as sleep } from 'node:timers/promises';

const DRAIN_MS = 10_000;
const draining = new WeakSet<Core.Strapi>();

/** Whether this instance is going away; the readiness probe says so to the load balancer. */
export const isDraining = (strapi: Core.Strapi): boolean => draining.has(strapi);

/** Stops accepting connections and lets requests in flight finish, because Strapi's own shutdown cuts every socket. */
export async function drainRequests(strapi: Core.Strapi): Promise<void> {
  draining.add(strapi);
  const server = strapi.server.httpServer;
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  server.closeIdleConnections();
  const deadline = new AbortController();
  await Promise.race([
    closed,
    sleep(DRAIN_MS, undefined, { signal: deadline.signal, ref: false }).catch(() => undefined),
  ]);
  deadline.abort();
}
