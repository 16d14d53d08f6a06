import { WechatPayError } from './errors';

export type Fetch = typeof globalThis.fetch;

export interface HttpRequest {
  method: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  body?: string;
}

export interface HttpAnswer {
  status: number;
  header: (name: string) => string | null;
  /** Raw bytes of the body (after content decoding), which is what WeChat Pay signs. */
  body: Buffer;
}

const MAX_BODY_BYTES = 2 * 1024 * 1024;
/** Failures that happen before the first byte of the request leaves. */
const NOTHING_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

interface FailureShape {
  name?: unknown;
  code?: unknown;
  cause?: FailureShape | null;
}

/** The system's short code of a failed request; fetch itself hides it in `cause`. */
function networkCode(error: unknown): string {
  const { name, code, cause }: FailureShape = typeof error === 'object' && error !== null ? error : {};
  if (name === 'TimeoutError' || name === 'AbortError') return 'TIMEOUT';
  return [cause?.code, code, cause?.name, name].find((value) => typeof value === 'string') ?? 'UNKNOWN';
}

async function readBody(response: Response): Promise<Buffer> {
  if (!response.body) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  // The length header is the sender's claim only, therefore bytes are counted.
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) throw new Error('The answer is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** No complete answer: whether a command was carried out is certain only when nothing left this machine. */
export function networkError({ method, cause }: { method: HttpRequest['method']; cause: unknown }): WechatPayError {
  const code = networkCode(cause);
  return new WechatPayError(`WeChat Pay could not be reached (${code}).`, {
    kind: 'network',
    mayHaveTakenEffect: method !== 'GET' && !NOTHING_SENT.has(code),
    cause,
  });
}

/** One HTTP exchange under one deadline, body included. Rejects with `WechatPayError` of kind `network`. */
export async function exchange(
  request: HttpRequest,
  { fetch, timeoutMs }: { fetch: Fetch; timeoutMs: number },
): Promise<HttpAnswer> {
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers,
      body: request.body,
      // A redirect would carry the Authorization header to a host nobody configured.
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const body = await readBody(response);
    return { status: response.status, header: (name) => response.headers.get(name), body };
  } catch (cause) {
    throw networkError({ method: request.method, cause });
  }
}
