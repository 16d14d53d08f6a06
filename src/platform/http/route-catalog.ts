import type { z } from 'zod';

export type Audience = 'public' | 'user' | 'merchant' | 'open' | 'wechat' | 'operations';

/** Everything the OpenAPI document needs to know about one route. */
export interface RouteDescription {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path below the REST prefix, with `:name` parameters. */
  path: string;
  summary: string;
  tag: string;
  audience: Audience;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** Shape of `data` in the envelope. */
  response?: z.ZodType;
  /** Shape of `meta` when there is one. */
  paging?: 'cursor' | 'page';
  successStatus: 200 | 201 | 204;
  isIdempotent: boolean;
  /** Media type of an answer that keeps its own format; without it the answer is JSON in the envelope. */
  produces?: string;
}

const routes = new Map<string, RouteDescription>();

/** Remembers a route for the OpenAPI document; a later registration of the same route replaces the earlier one. */
export function describeRoute(route: RouteDescription): void {
  routes.set(`${route.method} ${route.path}`, route);
}

/** All described routes, sorted by path. */
export function describedRoutes(): RouteDescription[] {
  return [...routes.values()].sort((a, b) => a.path.localeCompare(b.path) || a.method.localeCompare(b.method));
}
