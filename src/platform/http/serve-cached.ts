import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Core } from '@strapi/strapi';
import { recordAccess } from '../observability/record-access';
import { type CachedAnswer, responseCacheOf } from './response-cache';
import { traceIdOf } from './trace-id';

/**
 * Answers cached public reads before Koa sees them: sessions, contexts and a dozen middlewares cost several times as much
 * as sending bytes that lie ready. Whatever is not in the cache takes the usual way, which fills it.
 * A bearer must be checked first, on public routes too, so calls with one are never answered here.
 */
export function serveCachedFirst(strapi: Core.Strapi): void {
  const server = strapi.server.httpServer;
  const usualWay = server.listeners('request') as RequestListener[];
  const cache = responseCacheOf(strapi);
  const prefix = `${strapi.config.get<string>('api.rest.prefix')}/`;
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { method, url = '', headers } = request;
    // A page of another origin needs the CORS headers that only the usual way adds.
    const isPlain = headers.authorization === undefined && headers.origin === undefined;
    const isPublicRead = method === 'GET' && isPlain && url.startsWith(prefix);
    const cached = isPublicRead ? cache.find(url) : null;
    if (cached) answer(strapi, { request, response, cached });
    else for (const listener of usualWay) listener.call(server, request, response);
  });
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  cached: CachedAnswer;
}

function answer(strapi: Core.Strapi, { request, response, cached }: Exchange): void {
  const started = performance.now();
  const known = request.headers['if-none-match'];
  const isKnown = known !== undefined && known.split(/,\s*/).includes(cached.etag);
  const traceId = traceIdOf((name) => String(request.headers[name] ?? ''));
  // A flat list is written as it is, which an object with names is not.
  const headers = ['X-Trace-Id', traceId, 'ETag', cached.etag, 'Cache-Control', 'public, no-cache'];
  if (isKnown) response.writeHead(304, headers).end();
  else {
    headers.push('Content-Type', cached.type, 'Content-Length', String(cached.body.length));
    response.writeHead(200, headers).end(cached.body, 'latin1');
  }
  const { url = '' } = request;
  const query = url.indexOf('?');
  const path = query < 0 ? url : url.slice(0, query);
  const milliseconds = performance.now() - started;
  recordAccess(strapi, { method: 'GET', path, route: 'cached', status: isKnown ? 304 : 200, milliseconds });
}
