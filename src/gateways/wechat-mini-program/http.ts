import { z } from 'zod';
import { WechatApiError } from './errors';

export type Fetch = typeof globalThis.fetch;

export interface ApiRequest {
  path: string;
  query?: Record<string, string>;
  /** Sent as JSON by POST; without it the request is a GET. */
  body?: object;
}

export interface ApiAnswer {
  contentType: string;
  bytes: Buffer;
}

export interface HttpSources {
  origin: string;
  timeoutMs: number;
  fetch: Fetch;
}

const MAX_BODY_BYTES = 4 * 1024 * 1024;
const errorSchema = z.object({ errcode: z.coerce.number().int(), errmsg: z.string().catch('') });

function unreadable(reason: string, cause?: unknown): WechatApiError {
  return new WechatApiError(`The answer of WeChat could not be read (${reason}).`, { kind: 'network', cause });
}

async function readBody(response: Response): Promise<Buffer> {
  if (!response.body) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) throw unreadable('too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** One call under one deadline. The URL holds secrets by WeChat's design, so no error ever quotes it. */
export async function callApi(request: ApiRequest, { origin, timeoutMs, fetch }: HttpSources): Promise<ApiAnswer> {
  const search = request.query ? `?${new URLSearchParams(request.query).toString()}` : '';
  let status: number;
  let answer: ApiAnswer;
  try {
    const response = await fetch(origin + request.path + search, {
      method: request.body ? 'POST' : 'GET',
      ...(request.body
        ? { body: JSON.stringify(request.body), headers: { 'Content-Type': 'application/json; charset=utf-8' } }
        : {}),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    status = response.status;
    answer = { contentType: response.headers.get('content-type') ?? '', bytes: await readBody(response) };
  } catch (cause) {
    if (cause instanceof WechatApiError) throw cause;
    throw new WechatApiError('WeChat could not be reached.', { kind: 'network', cause });
  }
  if (status < 200 || status > 299) throw unreadable(`HTTP ${String(status)}`);
  return answer;
}

/**
 * Reads JSON whatever the content type says (the login call answers text/plain). Errors come with HTTP 200, so a
 * non-zero errcode becomes a `WechatApiError` here.
 */
export function readJson<T>({ bytes }: ApiAnswer, schema: z.ZodType<T>): T {
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw unreadable('not JSON');
  }
  const error = errorSchema.safeParse(json).data;
  if (error && error.errcode !== 0) throw WechatApiError.fromAnswer(error.errcode, error.errmsg);
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw unreadable('unexpected shape');
}
