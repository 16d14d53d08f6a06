import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { type Call, jsonReply, type Reply } from './exchange';

const BODY_LIMIT_BYTES = 1_048_576;

/** Answers a call, or null when the path belongs to another part. */
export type Face = (call: Call) => Promise<Reply | null>;

async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function answer(faces: readonly Face[], request: IncomingMessage): Promise<Reply> {
  const target = request.url ?? '/';
  const body = await readBody(request);
  if (!body) return { status: 413 };
  const queryStart = target.indexOf('?');
  const call: Call = {
    method: request.method ?? 'GET',
    target,
    path: queryStart < 0 ? target : target.slice(0, queryStart),
    query: new URLSearchParams(queryStart < 0 ? '' : target.slice(queryStart + 1)),
    headers: request.headers,
    body,
    remoteAddress: request.socket.remoteAddress ?? '',
  };
  for (const face of faces) {
    const reply = await face(call);
    if (reply) return reply;
  }
  return jsonReply(404, { code: 'NOT_FOUND', message: '接口不存在' });
}

async function respond(faces: readonly Face[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  const reply = await answer(faces, request);
  if (reply.delayMs) await pause(reply.delayMs, undefined, { ref: false });
  if (reply.isReset) {
    request.socket.resetAndDestroy();
    return;
  }
  response.writeHead(reply.status, reply.headers);
  if (reply.body instanceof Readable) await pipeline(reply.body, response);
  else response.end(reply.body);
}

export interface ListeningServer {
  url: string;
  close(): Promise<void>;
}

/** Serves the faces on one port, first come first served. */
export async function listen(
  faces: readonly Face[],
  address: { host: string; port: number },
): Promise<ListeningServer> {
  const server: Server = createServer((request, response) => {
    respond(faces, request, response).catch((error: unknown) => {
      if (response.headersSent || request.destroyed) return response.destroy();
      const message = error instanceof Error ? error.message : 'unknown';
      response.writeHead(500, { 'Content-Type': 'application/json' });
      return response.end(JSON.stringify({ code: 'SIMULATOR_FAILED', message }));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const isAnyAddress = address.host === '0.0.0.0' || address.host === '::';
  return {
    url: `http://${isAnyAddress ? '127.0.0.1' : address.host}:${String(port)}`,
    close: () => closeServer(server),
  };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => {
      if (error) reject(error);
      else resolve();
    });
    server.closeAllConnections();
  });
}
