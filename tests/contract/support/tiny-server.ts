import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  method: string;
  /** Path with query. */
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export type TinyAnswer =
  | { status: number; headers?: Record<string, string>; body?: string | Buffer }
  /** `hang` never answers, `reset` cuts the connection, `half` cuts it in the middle of the body. */
  | 'hang'
  | 'reset'
  | 'half';

export interface TinyServer {
  url: string;
  seen: SeenRequest[];
  /** Replaced by each test. */
  answer: (request: SeenRequest) => TinyAnswer | Promise<TinyAnswer>;
  close: () => Promise<void>;
}

export async function startTinyServer(): Promise<TinyServer> {
  const http = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const seen = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
      tiny.seen.push(seen);
      void Promise.resolve(tiny.answer(seen)).then((answer) => {
        if (answer === 'hang') return;
        if (answer === 'reset') {
          request.socket.destroy();
          return;
        }
        if (answer === 'half') {
          response.writeHead(200, { 'Content-Length': '1000' });
          response.write('{"half":', () => request.socket.destroy());
          return;
        }
        response.writeHead(answer.status, answer.headers);
        response.end(answer.body);
      });
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const tiny: TinyServer = {
    url: `http://127.0.0.1:${String((http.address() as AddressInfo).port)}`,
    seen: [],
    answer: () => ({ status: 500 }),
    close: () =>
      new Promise((resolve) => {
        http.closeAllConnections();
        http.close(() => {
          resolve();
        });
      }),
  };
  return tiny;
}
