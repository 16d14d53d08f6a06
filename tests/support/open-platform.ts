import { randomBytes } from 'node:crypto';
import request from 'supertest';
import { signRequest } from '../../src/platform/security/request-signature';
import { signInToPanel } from './admin-client';
import { application } from './api';

export interface OpenApp {
  documentId: string;
  appId: string;
  secret: string;
}

const EVERYTHING = {
  awardsPoints: true,
  deductsPoints: true,
  readsPoints: true,
  readsOrders: true,
  readsProducts: true,
};

/** An application of the open platform as staff make it: saved in the panel, its secret issued there. */
export async function makeOpenApp(data: Record<string, unknown> = {}): Promise<OpenApp> {
  const app = await application()
    .strapi.documents('api::operations.open-app')
    .create({ data: { name: '收银系统', ...EVERYTHING, ...data } as never });
  return issueSecret(app.documentId);
}

export async function issueSecret(documentId: string): Promise<OpenApp> {
  const admin = await signInToPanel();
  const answer = await admin.call('post', `/shop/open-apps/${documentId}/issue-secret`, {});
  if (answer.status !== 200) throw new Error(`no secret: ${answer.status} ${answer.text}`);
  return { documentId, ...(answer.body as { data: { appId: string; secret: string } }).data };
}

export interface Forgery {
  /** Seconds that the caller's clock is ahead. */
  ahead?: number;
  nonce?: string;
  /** What is signed in the place of what is sent. */
  signed?: Partial<{ method: string; target: string; body: string }>;
  headers?: Record<string, string>;
}

/** Calls as another server: signs what it sends, unless a forgery says otherwise. */
export async function callOpen(
  app: Pick<OpenApp, 'appId' | 'secret'>,
  call: { method: 'GET' | 'POST'; path: string; body?: object },
  forgery: Forgery = {},
): Promise<request.Response> {
  const { ahead = 0, nonce = randomBytes(12).toString('hex'), signed = {}, headers = {} } = forgery;
  const target = `/api/v1${call.path}`;
  const body = call.body ? JSON.stringify(call.body) : '';
  const timestamp = String(Math.floor(application().clock.now().getTime() / 1000) + ahead);
  const parts = { method: call.method, target, body, ...signed, timestamp, nonce };
  const sent = request(application().url)
    [call.method === 'GET' ? 'get' : 'post'](target)
    .set({
      'X-App-Id': app.appId,
      'X-Timestamp': timestamp,
      'X-Nonce': nonce,
      'X-Signature': signRequest(app.secret, parts),
      ...headers,
    });
  return call.body ? sent.set('Content-Type', 'application/json').send(body) : sent;
}

/** A token of the panel; with `permissions` it may do these and nothing else. */
export async function makeApiToken(
  type: 'read-only' | 'full-access' | 'custom',
  permissions?: string[],
): Promise<{ id: number; accessKey: string }> {
  const admin = await signInToPanel();
  const answer = await admin.call('post', '/admin/api-tokens', {
    name: `till ${randomBytes(6).toString('hex')}`,
    description: '',
    type,
    lifespan: null,
    ...(permissions ? { permissions } : {}),
  });
  return (answer.body as { data: { id: number; accessKey: string } }).data;
}
