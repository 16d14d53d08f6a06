import { Readable } from 'node:stream';
import { catalogue, nameOfStatus, type RefusalEntry, type RefusalName } from '../errors/catalogue';
import type { Context } from './context';

interface ErrorBody {
  status: number;
  name: string;
  message: string;
  details?: Record<string, unknown>;
  userMessage?: { zh: string; en: string };
}

interface AnyBody {
  data?: unknown;
  meta?: unknown;
  error?: ErrorBody;
}

/** Rewrites the answer of this call into `{ code, message, data, meta?, error?, timestamp }` (timestamp in seconds). */
export function wrap(ctx: Context): void {
  const body = ctx.body as unknown;
  if (Buffer.isBuffer(body) || body instanceof Readable) return;
  const timestamp = Math.floor(Date.now() / 1000);
  const { status } = ctx;
  const answer: AnyBody = typeof body === 'object' && body !== null && !Array.isArray(body) ? body : { data: body };
  if (status >= 400) {
    ctx.body = { ...failure(answer.error, status, isEnglish(ctx)), timestamp };
    ctx.status = status;
    return;
  }
  const data = 'data' in answer ? answer.data : body;
  ctx.body = {
    code: 200,
    message: 'success',
    data: data ?? null,
    ...(answer.meta === undefined ? {} : { meta: answer.meta }),
    timestamp,
  };
  ctx.status = status === 204 ? 200 : status;
}

const isEnglish = (ctx: Context): boolean => ctx.acceptsLanguages('zh', 'en') === 'en';

function failure(error: ErrorBody | undefined, status: number, english: boolean) {
  const known = error !== undefined && error.name in catalogue;
  const name = known ? (error.name as RefusalName) : nameOfStatus(status);
  const entry: RefusalEntry = catalogue[name];
  const sentence = error?.userMessage ?? entry;
  const message = english ? sentence.en : sentence.zh;
  // Details of errors that are not ours may describe internals, so only refusals bring theirs along.
  const details = known ? (error.details ?? {}) : {};
  return { code: entry.code, message, data: null, error: { status, name, message, details } };
}
