import type { Core } from '@strapi/strapi';
import type { Context } from '../../platform/http/context';

type Action = 'health' | 'readiness' | 'metrics';
type Probe = Record<Action, (ctx: Context) => unknown>;

const addresses: [path: string, action: Action][] = [
  ['/healthz', 'health'],
  ['/readyz', 'readiness'],
  ['/metrics', 'metrics'],
];

/** These stand outside the versioned API, where route files cannot put them. */
export function registerProbes(strapi: Core.Strapi): void {
  strapi.server.routes(
    addresses.map(([path, action]) => ({
      method: 'GET' as const,
      path,
      handler: (ctx: Context) => (strapi.controller('api::operations.probe') as unknown as Probe)[action](ctx),
      config: { auth: false as const },
    })) as never,
  );
}
