import type { Core } from '@strapi/strapi';
import { now } from '../container';
import { Refusal } from '../errors/refusal';
import { keyRingOf } from '../security/key-ring';
import { isSignedWith, type SignedRequest } from '../security/request-signature';
import { readApiToken } from './api-token';
import type { Context, Next } from './context';
import { takeNonce } from './nonces';
import { OPEN_SCOPES, type OpenCaller, type OpenDoor, type OpenScope } from './open-caller';

const CLOCK_TOLERANCE_MS = 300_000;
const UNPARSED = Symbol.for('unparsedBody');
const HEADERS = {
  'x-app-id': /^app_[a-z0-9]{1,40}$/,
  'x-timestamp': /^\d{10}$/,
  'x-nonce': /^[\x21-\x7e]{1,64}$/,
  'x-signature': /^[0-9a-f]{64}$/i,
} as const;

/**
 * Middleware: which server is calling, and may it do this? Either one of Strapi's API tokens or a request signed with the secret of
 * an open app. One place answers it, for all instances.
 * @throws Refusal UnauthorizedError with `details.reason`; ForbiddenError with the missing `details.scope`
 */
export function enterOpenPlatform(strapi: Core.Strapi, door: OpenDoor) {
  return async (ctx: Context, next: Next): Promise<void> => {
    ctx.state.caller = ctx.get('authorization')
      ? await readApiToken(strapi, ctx, door)
      : await readSignature(strapi, ctx, door.scope);
    await next();
  };
}

/** The server that calls; only for routes whose audience is `open`. */
export function callerOf(ctx: Context): OpenCaller {
  if (!ctx.state.caller) throw new Error('callerOf was called on a route of another audience');
  return ctx.state.caller;
}

const refusal = (reason: string) => new Refusal('UnauthorizedError', { reason });

async function readSignature(strapi: Core.Strapi, ctx: Context, scope: OpenScope): Promise<OpenCaller> {
  const headers = headersOf(ctx);
  const at = now(strapi);
  const sentAt = Number(headers['x-timestamp']) * 1000;
  if (Math.abs(at.getTime() - sentAt) > CLOCK_TOLERANCE_MS) throw refusal('timestamp');
  const app = await findApp(strapi, headers['x-app-id']);
  const request: SignedRequest = {
    method: ctx.method,
    target: ctx.originalUrl,
    timestamp: headers['x-timestamp'],
    nonce: headers['x-nonce'],
    body: rawBodyOf(ctx),
  };
  // An unknown app and a wrong signature look the same from outside.
  const secret = app && keyRingOf(strapi).decrypt(app.secret_cipher);
  if (!app || !secret || !isSignedWith(secret, request, headers['x-signature'])) throw refusal('signature');
  // Only who knows the secret may use a nonce up.
  const isFirst = await takeNonce(strapi.db.connection, { caller: app.app_id, nonce: headers['x-nonce'], at });
  if (!isFirst) throw refusal('nonce');
  if (!app[OPEN_SCOPES[scope]]) throw new Refusal('ForbiddenError', { reason: 'scope', scope });
  return { id: app.app_id, merchantId: app.merchant_id };
}

function headersOf(ctx: Context): Record<keyof typeof HEADERS, string> {
  const names = Object.keys(HEADERS) as (keyof typeof HEADERS)[];
  const missing = names.find((name) => !HEADERS[name].test(ctx.get(name)));
  if (missing) throw refusal(`header ${missing}`);
  return Object.fromEntries(names.map((name) => [name, ctx.get(name)])) as Record<keyof typeof HEADERS, string>;
}

type AppRow = {
  app_id: string;
  secret_cipher: string;
  merchant_id: number | null;
} & Record<(typeof OPEN_SCOPES)[OpenScope], boolean | number | null>;

/** An app that is switched on, has a secret, and whose merchant – if it has one – is open. */
async function findApp(strapi: Core.Strapi, appId: string): Promise<AppRow | undefined> {
  return strapi.db
    .connection('open_apps as a')
    .leftJoin('merchants as m', 'm.id', 'a.merchant_id')
    .where({ 'a.app_id': appId, 'a.enabled': true })
    .whereNotNull('a.secret_cipher')
    .andWhere((open) => void open.whereNull('a.merchant_id').orWhere('m.state', 'active'))
    .first<AppRow | undefined>('a.app_id', 'a.secret_cipher', 'a.merchant_id', ...scopeColumns);
}

const scopeColumns = Object.values(OPEN_SCOPES).map((column) => `a.${column}`);

/** The text as it was received: a re-serialised body could not be verified. */
function rawBodyOf(ctx: Context): string {
  const body = ctx.request.body as string | { [UNPARSED]?: string } | undefined;
  if (typeof body === 'string') return body;
  return body?.[UNPARSED] ?? '';
}
