import { announce } from '../lib/events.js';
import { beginCall } from './call-log.js';
import { Failure } from './failure.js';
import { keepSession, session } from './session.js';

const BASE = '/api/v1';

/**
 * Calls Mallard and notes the call in the drawer.
 * @returns `{ data, meta }` of the envelope
 * @throws Failure with the server's own sentence
 */
export async function callOnce(method, path, { body, idempotencyKey } = {}) {
  const finish = beginCall({ target: 'mallard', method, path: BASE + path, request: body });
  const answer = await send(method, path, { body, idempotencyKey }).catch(() => null);
  const envelope = await answer?.json().catch(() => null);
  finish({ status: answer?.status ?? 0, code: envelope?.code ?? null, response: envelope });
  if (!answer || !envelope) throw new Failure('连接不上服务器，请确认演示仍在运行', { status: answer?.status });
  if (answer.ok) return { data: envelope.data, meta: envelope.meta ?? {} };
  if (answer.status === 401 && session()) {
    keepSession(null);
    announce('sign-in-needed');
  }
  throw new Failure(envelope.message, {
    status: answer.status,
    code: envelope.code,
    details: envelope.error?.details ?? {},
  });
}

function send(method, path, { body, idempotencyKey }) {
  const headers = { Accept: 'application/json', 'Accept-Language': 'zh-CN' };
  const token = session()?.accessToken;
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (idempotencyKey) headers['Idempotency-Key'] = idempotencyKey;
  return fetch(BASE + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
}
