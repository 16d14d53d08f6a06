import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';

/** One request as it arrived: nothing decoded, the body as raw bytes. */
export interface Call {
  method: string;
  /** Path and query exactly as sent. */
  target: string;
  /** The path alone. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
  remoteAddress: string;
}

export interface Reply {
  status: number;
  headers?: Record<string, string>;
  body?: string | Buffer | Readable;
  /** The reply leaves this much later than it could. */
  delayMs?: number;
  /** The connection is cut instead of answering. */
  isReset?: boolean;
}

export interface Route<Handle> {
  method: string;
  /** `/v3/certificates` or `/v3/refund/domestic/refunds/:outRefundNo`. */
  path: string;
  handle: Handle;
}

export interface RouteMatch<Handle> {
  route: Route<Handle>;
  params: Record<string, string>;
}

function matchPath(pattern: string, path: string): Record<string, string> | null {
  const expected = pattern.split('/');
  const actual = path.split('/');
  if (expected.length !== actual.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const value = actual[index] ?? '';
    if (part.startsWith(':')) {
      try {
        params[part.slice(1)] = decodeURIComponent(value);
      } catch {
        return null;
      }
    } else if (part !== value) return null;
  }
  return params;
}

/** The route for a call; the candidates for its path, when only the method does not fit, are none of its business. */
export function findRoute<Handle>(
  routes: readonly Route<Handle>[],
  call: Pick<Call, 'method' | 'path'>,
): RouteMatch<Handle> | null {
  for (const route of routes) {
    const params = route.method === call.method ? matchPath(route.path, call.path) : null;
    if (params) return { route, params };
  }
  return null;
}

export const jsonReply = (status: number, value: unknown, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
});
