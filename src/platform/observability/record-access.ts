import type { Core } from '@strapi/strapi';
import { observeRequest } from './metrics';

export interface Access {
  method: string;
  path: string;
  /** The route's pattern; `unmatched` when there is none. */
  route: string;
  status: number;
  milliseconds: number;
  userId?: number | undefined;
}

/** One observation and one log line for a finished request. */
export function recordAccess(strapi: Core.Strapi, { route, ...access }: Access): void {
  observeRequest({ method: access.method, route, status: access.status, seconds: access.milliseconds / 1000 });
  // The logger would format the line first and drop it afterwards.
  if (!strapi.log.isLevelEnabled('http')) return;
  strapi.log.http('request', { category: 'access', ...access, milliseconds: Math.round(access.milliseconds) });
}
